/**
 * Lets `HSX_SECRET` be rotated without forgetting who has had a trial: the ledger holds hashes, which nobody can make anew under another secret.
 * So the keys they were made with (not the secrets, which no key gives away) are kept in the store, encrypted under the present secret.
 */
import type { Scope } from '../../billing/ports/scope.js';
import { fromBase64, toBase64 } from '../../kernel/bytes.js';
import { encryptionKeyId, sealedPrefix, type Encryption } from '../../kernel/encryption.js';
import { hashKey, type HashKey } from '../../kernel/keyed-hash.js';
import type { KvStore } from '../ports.js';

/** Keys of this secret and of those before it. */
export interface FormerHashKeys {
  /** Every key kept so far; read once a process. Throws STORE_UNAVAILABLE. */
  all(): Promise<readonly HashKey[]>;
  /**
   * Keeps the keys of the listed secrets, all of them encrypted under the first. `unreadable`: those kept before open with none of them, and
   * nothing was changed. Throws STORE_UNAVAILABLE.
   */
  keep(): Promise<'kept' | 'unreadable'>;
}

/** Where the keys are kept, and what they are made of. */
export interface FormerHashKeysOptions {
  readonly kv: Pick<KvStore, 'get' | 'replace'>;
  readonly scope: Scope;
  readonly encryption: Encryption;
  readonly secrets: readonly [string, ...string[]];
  readonly purpose: string;
}

const KV_KEY = 'hsx:hash-keys';
/** Nothing here expires, so that any instant reads it. */
const NOW = 0;

/** Makes the keeper of one purpose's keys. */
export function createFormerHashKeys(options: FormerHashKeysOptions): FormerHashKeys {
  const { kv, scope, encryption, secrets, purpose } = options;
  const key = `${KV_KEY}:${purpose}`;
  let loaded: readonly HashKey[] | undefined; // the keys, not a promise of them: Workers share no promise between requests
  const open = async (sealed: unknown): Promise<readonly string[] | null> => {
    if (typeof sealed !== 'string') return [];
    const text = await encryption.open(sealed, key);
    return text === null ? null : (JSON.parse(text) as readonly string[]);
  };
  return {
    async all() {
      if (loaded) return loaded;
      const texts = (await open(await kv.get(scope, { key, now: NOW }))) ?? [];
      return (loaded = texts.map((text) => fromBase64(text) ?? new Uint8Array()));
    },
    async keep() {
      const before = await kv.get(scope, { key, now: NOW });
      const known = await open(before);
      if (known === null) return 'unreadable'; // most often a process with a newer secret has kept them, and this one's with them
      const listed = await Promise.all(
        secrets.map(async (secret) => toBase64(await hashKey(secret, purpose))),
      );
      const keys = [...new Set([...known, ...listed])];
      const prefix = sealedPrefix(await encryptionKeyId(secrets[0]));
      const isPresent = typeof before === 'string' && before.startsWith(prefix);
      if (isPresent && keys.length === known.length) return 'kept';
      const after = await encryption.seal(JSON.stringify(keys), key);
      await kv.replace(scope, { key, before, after, now: NOW });
      return 'kept';
    },
  };
}
