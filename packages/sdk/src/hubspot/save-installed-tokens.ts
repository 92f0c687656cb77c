import type { Encryption } from '../kernel/encryption.js';
import { HsxError } from '../kernel/hsx-error.js';
import type { AccountKey } from '../kernel/ids.js';
import type { InstalledPortal } from './complete-install.js';
import type { InstallTokenStore } from './ports.js';
import { sealTokens } from './seal-tokens.js';

/** What keeping a new install's tokens needs. */
export interface InstalledTokens {
  readonly store: InstallTokenStore;
  readonly encryption: Encryption;
  readonly key: AccountKey;
  readonly installed: Pick<InstalledPortal, 'tokens' | 'scopes' | 'userId'>;
}

/** More writers than this at one portal in one moment are no race but a fault. */
const MAX_ATTEMPTS = 10;

/** Keeps the tokens of an install that just happened; they replace whatever was there. Throws STORE_UNAVAILABLE. */
export async function saveInstalledTokens({
  store,
  encryption,
  key,
  installed,
}: InstalledTokens): Promise<void> {
  const tokens = await sealTokens({
    encryption,
    key,
    issued: { ...installed.tokens, scopes: installed.scopes, userId: installed.userId },
    former: installed,
  });
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { version } = await store.load(key);
    if ((await store.save({ key, expectedVersion: version, tokens })) === 'saved') return;
  }
  throw new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: `The tokens of portal ${key.portalId} were changed by others in each of ${MAX_ATTEMPTS} attempts to keep them.`,
    details: { portalId: key.portalId },
  });
}
