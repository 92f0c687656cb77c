/**
 * Tokens at rest. Each sealed text is bound to its kind and its portal: copied into another row, or into the other column, it
 * does not open.
 */
import type { Encryption } from '../kernel/encryption.js';
import { HsxError } from '../kernel/hsx-error.js';
import type { AccountKey } from '../kernel/ids.js';
import type { IssuedTokens } from './issued-tokens.js';
import type { StoredTokens } from './ports.js';

/** Tokens as HubSpot issued them, with whom they belong to. */
export interface TokensToSeal {
  readonly encryption: Encryption;
  readonly key: AccountKey;
  readonly issued: IssuedTokens;
  /** Used where HubSpot did not repeat scopes or user. */
  readonly former: Pick<StoredTokens, 'scopes' | 'userId'>;
}

/** The form in which a store may keep them. */
export async function sealTokens({ encryption, key, issued, former }: TokensToSeal): Promise<StoredTokens> {
  return {
    sealedRefreshToken: await sealToken('refresh', { encryption, key, text: issued.refreshToken }),
    sealedAccessToken: await sealToken('access', { encryption, key, text: issued.accessToken }),
    accessExpiresAt: issued.accessExpiresAt,
    issuedAt: issued.issuedAt,
    scopes: issued.scopes ?? former.scopes,
    userId: issued.userId ?? former.userId,
  };
}

/** One token as a store may keep it. */
export async function sealToken(
  kind: 'access' | 'refresh',
  { encryption, key, text }: { encryption: Encryption; key: AccountKey; text: string },
): Promise<string> {
  return encryption.seal(text, contextOf(kind, key));
}

/** A stored token in the clear. Throws ENVIRONMENT_INVALID when no configured key opens it. */
export async function openToken(
  kind: 'access' | 'refresh',
  { encryption, key, tokens }: { encryption: Encryption; key: AccountKey; tokens: StoredTokens },
): Promise<string> {
  const sealed = kind === 'access' ? tokens.sealedAccessToken : tokens.sealedRefreshToken;
  const text = await encryption.open(sealed, contextOf(kind, key));
  if (text !== null) return text;
  throw new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: `The stored HubSpot ${kind} token of portal ${key.portalId} opens with none of the configured encryption keys.`,
    hint: 'After a change of the encryption key, keep the old one in the list until every token was sealed anew.',
    details: { portalId: key.portalId },
  });
}

function contextOf(kind: 'access' | 'refresh', { app, mode, portalId }: AccountKey): string {
  return `hubspot-${kind}-token:${mode}:${portalId}:${app}`;
}
