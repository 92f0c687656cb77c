/**
 * A grant: one call of one app, signed with the app's key, two minutes long. It is bound to the control plane's address, the operation and the
 * bytes of the body, so that what is seen on the way can be used for nothing else; its nonce works once where something is written.
 */
import { utf8 } from '../kernel/bytes.js';
import { sha256Hex } from '../kernel/hmac.js';
import { HsxError } from '../kernel/hsx-error.js';
import { MINUTE_MS, SECOND_MS, type Instant } from '../kernel/instant.js';
import { createTokenSigner } from '../kernel/signed-token.js';
import type { AppKey, AppKeyId } from './app-key.js';

/** What a grant is for. */
export interface GrantedCall {
  /** The control plane's public origin. */
  readonly origin: string;
  readonly operation: string;
  readonly body: string;
}

/** Whose grant it claims to be, before anything is proven. */
export interface ClaimedGrant {
  readonly key: AppKeyId;
  readonly token: string;
}

const PURPOSE = 'control-plane call';
const GRANT_MS = 2 * MINUTE_MS;
/** The longest a grant may be valid, whatever it says. */
const LONGEST_MS = 5 * MINUTE_MS;
/** How far the app's clock may be ahead. */
const SKEW_MS = 30 * SECOND_MS;
const GRANT = /^([1-9]\d{0,5})\.(test|live)\.([a-z0-9-]{1,40})~([\w-]+\.[\w-]+)$/;

/** Signs a call; the text of `Authorization: Bearer`. */
export async function signGrant(call: GrantedCall, key: AppKey, now: Instant): Promise<string> {
  const claims = { ...(await claimsOf(call, key)), nonce: crypto.randomUUID() };
  const token = await createTokenSigner([key.secret]).sign({
    purpose: PURPOSE,
    claims,
    expiresAt: now + GRANT_MS,
  });
  return `${key.version}.${key.mode}.${key.app}~${token}`;
}

/** Whose grant the header claims to be. Throws SIGNATURE_INVALID. */
export function readGrant(header: string | undefined): ClaimedGrant {
  const text = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : '';
  const [, version = '', mode = '', app = '', token = ''] = GRANT.exec(text) ?? [];
  if (token === '') throw refused('carries no grant');
  return { key: { version: Number(version), mode: mode as AppKeyId['mode'], app }, token };
}

/** Proves a grant under one of the app's keys and answers its nonce, which a writing call must use up. Throws SIGNATURE_INVALID. */
export async function verifyGrant(
  { key, token }: ClaimedGrant,
  proof: {
    readonly call: GrantedCall;
    readonly secrets: readonly [string, ...string[]];
    readonly now: Instant;
  },
): Promise<{ readonly nonce: string; readonly expiresAt: Instant }> {
  const { call, secrets, now } = proof;
  const read = await createTokenSigner(secrets).read({ purpose: PURPOSE, text: token, now });
  if (!read.ok) throw refused(`carries a grant that is ${read.refusal}`);
  const { claims, expiresAt } = read;
  if (expiresAt - now > LONGEST_MS + SKEW_MS)
    throw refused('carries a grant that is longer than five minutes; check both clocks');
  const expected = await claimsOf(call, key);
  const isForThis = Object.entries(expected).every(([name, value]) => claims[name] === value);
  if (!isForThis) throw refused('carries a grant for another call');
  return { nonce: claims.nonce ?? '', expiresAt };
}

/** The refusal of a call; nothing was read and nothing done. */
export function refused(why: string): HsxError {
  return new HsxError({
    code: 'SIGNATURE_INVALID',
    message: `The call ${why}.`,
    hint: 'Use @hs-x/sdk with the HSX_CONTROL_PLANE_KEY the app was given.',
  });
}

async function claimsOf({ origin, operation, body }: GrantedCall, { app, mode }: AppKeyId) {
  return { app, mode, origin, operation, body: await sha256Hex(utf8(body)) };
}
