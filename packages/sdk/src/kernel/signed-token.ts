/**
 * Short signed texts for URLs and cookies: OAuth state, success-page links, mail links. A token is bound to one purpose and
 * carries its own expiry; a token of one purpose is worthless for another. Nothing in it is secret, everything is authentic.
 */
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from './bytes.js';
import { hmacSha256, isEqualConstantTime } from './hmac.js';
import type { Instant } from './instant.js';

/** What a token says: string values only. */
export type TokenClaims = Readonly<Record<string, string>>;

/** Why a token was refused. */
export type TokenRefusal = 'malformed' | 'forged' | 'expired';

/** A read token: its claims, or why it was refused. */
export type ReadToken =
  | { readonly ok: true; readonly claims: TokenClaims; readonly expiresAt: Instant }
  | { readonly ok: false; readonly refusal: TokenRefusal };

/** Signs and reads tokens; made by {@link createTokenSigner}. */
export interface TokenSigner {
  sign(token: { purpose: string; claims: TokenClaims; expiresAt: Instant }): Promise<string>;
  read(token: { purpose: string; text: string; now: Instant }): Promise<ReadToken>;
}

/** Makes a signer from one or more secrets; the first signs, every one is accepted (rotation). */
export function createTokenSigner(secrets: readonly [string, ...string[]]): TokenSigner {
  return {
    async sign({ purpose, claims, expiresAt }) {
      const body = toBase64Url(utf8(JSON.stringify({ claims, expiresAt })));
      return `${body}.${await signatureOf(secrets[0], purpose, body)}`;
    },
    async read({ purpose, text, now }) {
      const [body, signature, ...rest] = text.split('.');
      if (!body || !signature || rest.length > 0) return { ok: false, refusal: 'malformed' };
      const expected = await Promise.all(secrets.map((secret) => signatureOf(secret, purpose, body)));
      if (!expected.some((candidate) => isEqualConstantTime(candidate, signature))) {
        return { ok: false, refusal: 'forged' };
      }
      const content = JSON.parse(fromUtf8(fromBase64Url(body) ?? new Uint8Array())) as {
        claims: TokenClaims;
        expiresAt: Instant;
      };
      if (now >= content.expiresAt) return { ok: false, refusal: 'expired' };
      return { ok: true, claims: content.claims, expiresAt: content.expiresAt };
    },
  };
}

async function signatureOf(secret: string, purpose: string, body: string): Promise<string> {
  return toBase64Url(await hmacSha256(`hs-x token ${secret}`, `${purpose}\n${body}`));
}
