import type { Encryption } from '../kernel/encryption.js';
import { isHsxError } from '../kernel/hsx-error.js';
import type { AccountKey } from '../kernel/ids.js';
import type { InstallTokenStore, StoredTokens } from './ports.js';
import { openToken, sealToken } from './seal-tokens.js';

/**
 * Seals a portal's tokens under the present encryption key and changes nothing else. `overtaken`: somebody has written them meanwhile, and
 * sealed them so; `gone`: there are none; `unreadable`: no key opens them, and they stay as they are. Throws STORE_UNAVAILABLE.
 */
export async function resealTokens(wish: {
  readonly store: InstallTokenStore;
  readonly encryption: Encryption;
  readonly key: AccountKey;
}): Promise<'sealed' | 'overtaken' | 'gone' | 'unreadable'> {
  const { store, encryption, key } = wish;
  const { tokens, version } = await store.load(key);
  if (tokens === null) return 'gone';
  const sealed = await sealAnew(encryption, key, tokens);
  if (sealed === null) return 'unreadable';
  const saved = await store.save({ key, expectedVersion: version, tokens: sealed });
  return saved === 'saved' ? 'sealed' : 'overtaken';
}

async function sealAnew(
  encryption: Encryption,
  key: AccountKey,
  tokens: StoredTokens,
): Promise<StoredTokens | null> {
  const parts = { encryption, key, tokens };
  try {
    const refresh = await openToken('refresh', parts);
    const access = await openToken('access', parts);
    return {
      ...tokens,
      sealedRefreshToken: await sealToken('refresh', { encryption, key, text: refresh }),
      sealedAccessToken: await sealToken('access', { encryption, key, text: access }),
    };
  } catch (error) {
    if (isHsxError(error, 'ENVIRONMENT_INVALID')) return null;
    throw error;
  }
}
