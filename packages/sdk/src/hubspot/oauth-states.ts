/**
 * The `state` of OAuth: proof that a callback answers a request this app made. HubSpot does not insist on one, so HS-X does.
 * It carries everything it needs, since Marketplace installs finish inside HubSpot's frame where cookies are absent. It is
 * signed, lives ten minutes and works once.
 */
import { toBase64Url } from '../kernel/bytes.js';
import type { Clock } from '../kernel/clock.js';
import { HsxError } from '../kernel/hsx-error.js';
import { MINUTE_MS } from '../kernel/instant.js';
import type { TokenSigner } from '../kernel/signed-token.js';
import type { OnceStore } from './ports.js';

/** What a state needs: a signer whose secret all processes share, and a store they share. */
export interface OauthStateOptions {
  readonly signer: TokenSigner;
  readonly onceStore: OnceStore;
  readonly clock: Clock;
}

/** What a state carries through HubSpot and back. */
export interface OauthStateClaims {
  /** Where this app wants the browser afterwards: a path of its own, never an address from outside. */
  readonly returnTo?: string;
}

/** Why a state was refused; stands in the error's `details.reason`. */
export type OauthStateRefusal = 'missing' | 'forged' | 'expired' | 'used';

/** Makes and reads states. */
export interface OauthStates {
  /** A new state for one walk through consent, good for ten minutes. */
  createState(claims?: OauthStateClaims): Promise<string>;
  /** What a state carries; uses it up. Throws OAUTH_STATE_INVALID with `details.reason`. */
  readState(text: string | null): Promise<OauthStateClaims>;
}

const PURPOSE = 'hubspot-oauth-state';
const LIFETIME_MS = 10 * MINUTE_MS;

/** Makes the {@link OauthStates} of one app. */
export function createOauthStates({ signer, onceStore, clock }: OauthStateOptions): OauthStates {
  return {
    createState(claims = {}) {
      const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
      const expiresAt = clock.now() + LIFETIME_MS;
      return signer.sign({ purpose: PURPOSE, claims: { ...claims, nonce }, expiresAt });
    },
    async readState(text) {
      if (!text) throw stateRefused('missing');
      const now = clock.now();
      const read = await signer.read({ purpose: PURPOSE, text, now });
      if (!read.ok) throw stateRefused(read.refusal === 'expired' ? 'expired' : 'forged');
      const { nonce, ...claims } = read.claims;
      const key = `${PURPOSE}:${nonce ?? ''}`;
      if (!(await onceStore.useOnce({ key, expiresAt: read.expiresAt, now }))) throw stateRefused('used');
      return claims;
    },
  };
}

const REFUSALS: Readonly<Record<OauthStateRefusal, string>> = {
  missing: 'The callback has no state, so it cannot be told from one made by somebody else.',
  forged: 'The state of this callback was not made by this app.',
  expired: 'The state of this callback is older than ten minutes.',
  used: 'The state of this callback was used before; each works once.',
};

function stateRefused(reason: OauthStateRefusal): HsxError {
  return new HsxError({
    code: 'OAUTH_STATE_INVALID',
    message: REFUSALS[reason],
    hint: 'Start the install again from the install link.',
    details: { reason },
  });
}
