/**
 * Lets `HSX_SECRET` be rotated without forgetting who has had a trial: the ledger holds hashes, which nobody can make anew under another secret.
 * So the keys they were made with (not the secrets, which no key gives away) are kept in the store, encrypted under the present secret. What does not
 * open with it is kept as it is, beside: a former secret that is given again opens it, and a process with a newer one has more.
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
   * Keeps the keys of the listed secrets, all of them encrypted under the first. `unreadable`: among those kept before are some that open with
   * none of them; they stay. Throws STORE_UNAVAILABLE.
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
  const open = async (stored: unknown): Promise<OpenedKeys> => {
    const entries = Array.isArray(stored) ? stored : [stored];
    const keys = new Set<string>();
    const closed: string[] = [];
    for (const sealed of entries) {
      if (typeof sealed !== 'string') continue; // nothing was kept yet
      const text = await encryption.open(sealed, key);
      if (text === null) closed.push(sealed);
      else for (const each of JSON.parse(text) as readonly string[]) keys.add(each);
    }
    return { keys, closed };
  };
  return {
    async all() {
      if (loaded) return loaded;
      const { keys } = await open(await kv.get(scope, { key, now: NOW }));
      return (loaded = [...keys].map((text) => fromBase64(text) ?? new Uint8Array()));
    },
    async keep() {
      const before = await kv.get(scope, { key, now: NOW });
      const { keys, closed } = await open(before);
      const outcome = closed.length === 0 ? 'kept' : 'unreadable';
      const known = keys.size;
      for (const secret of secrets) keys.add(toBase64(await hashKey(secret, purpose)));
      const prefix = sealedPrefix(await encryptionKeyId(secrets[0]));
      const entries: readonly unknown[] = Array.isArray(before) ? before : [before];
      const isOneOfOurs = entries.length === closed.length + 1 && String(entries[0]).startsWith(prefix);
      if (isOneOfOurs && keys.size === known) return outcome;
      const sealed = await encryption.seal(JSON.stringify([...keys]), key);
      const after = closed.length === 0 ? sealed : [sealed, ...closed];
      await kv.replace(scope, { key, before, after, now: NOW });
      return outcome;
    },
  };
}

interface OpenedKeys {
  readonly keys: Set<string>;
  /** What no secret here opens, as it was kept. */
  readonly closed: readonly string[];
}
