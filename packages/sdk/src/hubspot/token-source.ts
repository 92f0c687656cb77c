/**
 * Access tokens for whoever calls HubSpot on a portal's behalf. A token is renewed by its stored expiry, not by a 401, which
 * also means "not installed". Renewal happens once a portal: in a process because callers share one attempt, across processes
 * because a write names the version it read, and whoever comes second takes the first one's result.
 */
import type { Clock } from '../kernel/clock.js';
import type { Encryption } from '../kernel/encryption.js';
import { HsxError, isHsxError } from '../kernel/hsx-error.js';
import type { AccountKey } from '../kernel/ids.js';
import { MINUTE_MS } from '../kernel/instant.js';
import type { Logger } from '../kernel/logger.js';
import type { IssuedTokens } from './issued-tokens.js';
import type { InstallTokenStore, LoadedTokens, StoredTokens } from './ports.js';
import { openToken, sealTokens } from './seal-tokens.js';
import type { TokenClient } from './token-client.js';

/** What a token source needs. */
export interface TokenSourceOptions {
  readonly store: InstallTokenStore;
  readonly client: Pick<TokenClient, 'refresh'>;
  readonly encryption: Encryption;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether callers that come together share one attempt; false on Workers, where a promise may not be shared between requests. Default true. */
  readonly sharesWork?: boolean;
}

/** Gives access tokens. */
export interface TokenSource {
  /**
   * An access token good for another 60 seconds at least. Throws INSTALL_REVOKED, HUBSPOT_UNAVAILABLE, HUBSPOT_MISCONFIGURED,
   * ENVIRONMENT_INVALID (no key opens the stored token) or STORE_UNAVAILABLE.
   */
  accessToken(key: AccountKey): Promise<string>;
}

/** A token with less time left than this is renewed first. */
const RENEW_BEFORE_MS = MINUTE_MS;
const MAX_ATTEMPTS = 5;
/** How long a process that rotated the refresh token gets to store it before another believes its old one is dead. */
const ROTATION_GRACE_MS = 500;

/** Makes a {@link TokenSource}. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const running = new Map<string, Promise<string>>();
  return {
    accessToken(key) {
      if (options.sharesWork === false) return obtain(options, key);
      const id = `${key.mode}:${key.portalId}:${key.app}`;
      const shared = running.get(id) ?? obtain(options, key).finally(() => running.delete(id));
      running.set(id, shared);
      return shared;
    },
  };
}

async function obtain(options: TokenSourceOptions, key: AccountKey): Promise<string> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { tokens, version } = await options.store.load(key);
    if (tokens === null) throw notInstalled(key);
    if (tokens.accessExpiresAt - options.clock.now() >= RENEW_BEFORE_MS) {
      return openToken('access', { ...options, key, tokens });
    }
    const renewed = await renew(options, key, { tokens, version });
    if (renewed !== 'overtaken') return renewed.accessToken;
  }
  throw contended(key);
}

/** Renews and stores; `overtaken` when another process was first, so that its result is to be read. */
async function renew(
  options: TokenSourceOptions,
  key: AccountKey,
  { tokens, version }: LoadedTokens & { readonly tokens: StoredTokens },
): Promise<IssuedTokens | 'overtaken'> {
  const { store, encryption, client, logger } = options;
  const refreshToken = await openToken('refresh', { encryption, key, tokens });
  let issued: IssuedTokens;
  try {
    issued = await client.refresh(refreshToken);
  } catch (error) {
    if (isHsxError(error, 'INSTALL_REVOKED') && (await wasOvertaken(store, key, version))) return 'overtaken';
    logger.log('warn', 'HubSpot did not renew the access of a portal', { portalId: key.portalId, error });
    throw error;
  }
  const sealed = await sealTokens({ encryption, key, issued, former: tokens });
  if ((await store.save({ key, expectedVersion: version, tokens: sealed })) === 'conflict')
    return 'overtaken';
  logger.log('info', 'Renewed the access to a portal', { portalId: key.portalId });
  return issued;
}

/** HubSpot may kill the old refresh token when it issues a new one; then a second process sees "revoked" and is wrong. */
async function wasOvertaken(store: InstallTokenStore, key: AccountKey, version: number): Promise<boolean> {
  if ((await store.load(key)).version !== version) return true;
  await new Promise((resolve) => setTimeout(resolve, ROTATION_GRACE_MS));
  return (await store.load(key)).version !== version;
}

function notInstalled(key: AccountKey): HsxError {
  return new HsxError({
    code: 'INSTALL_REVOKED',
    message: `The app is not installed in portal ${key.portalId}.`,
    hint: 'An admin of the portal can install it with the install link.',
    details: { portalId: key.portalId },
  });
}

function contended(key: AccountKey): HsxError {
  return new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: `The tokens of portal ${key.portalId} were changed by others in each of ${MAX_ATTEMPTS} attempts to renew them.`,
    details: { portalId: key.portalId },
  });
}
