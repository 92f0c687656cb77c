/**
 * Remembers under which value of a secret something genuine came last, so that a rotation has an end: a former value may go when nothing
 * needs it. At most one write a minute for each value, after the answer; a store that cannot be written costs a note and no webhook.
 */
import type { Scope } from '../../billing/ports/scope.js';
import type { RotatedSecret } from '../../contract/admin/admin-secrets.js';
import type { Clock } from '../../kernel/clock.js';
import { MINUTE_MS, type Instant } from '../../kernel/instant.js';
import type { Logger } from '../../kernel/logger.js';
import { secretFingerprint } from '../../kernel/secret-fingerprint.js';
import type { SecretSign, SecretStore } from './secret-store.js';

/** The values a deployment holds, each secret's present one first. */
export type LiveSecrets = Readonly<Record<RotatedSecret, readonly string[]>>;

/** Notes which secrets are needed. */
export interface SecretLog {
  readonly live: LiveSecrets;
  /** Something genuine fitted this value and none before it in the list; a drill is `probed`. Returns at once. */
  note(name: RotatedSecret, secret: string, kind?: Exclude<SecretSign, 'seen'>): void;
  /** Notes that the app runs with the values it has. Throws STORE_UNAVAILABLE. */
  noteLive(): Promise<void>;
}

/** What a log needs. */
export interface SecretLogOptions {
  readonly live: LiveSecrets;
  readonly scope: Scope;
  readonly store: SecretStore;
  readonly wallClock: Clock;
  readonly logger: Logger;
  readonly background: (work: () => Promise<unknown>) => void;
}

const INTERVAL_MS = MINUTE_MS;

/** Makes the log of one process. */
export function createSecretLog({
  live,
  scope,
  store,
  wallClock,
  logger,
  background,
}: SecretLogOptions): SecretLog {
  const notedOf = createNotes();
  const write = async (name: RotatedSecret, secret: string, kind: SecretSign, at: Instant) => {
    const fingerprint = await secretFingerprint(secret);
    if (fingerprint !== null) await store.note(scope, { name, fingerprint, kind, at });
  };
  return {
    live,
    note(name, secret, kind = 'used') {
      const at = wallClock.now();
      const key = `${kind} ${name}`;
      const notedAt = notedOf(secret);
      const lastAt = notedAt.get(key);
      if (lastAt !== undefined && Math.abs(at - lastAt) < INTERVAL_MS) return;
      notedAt.set(key, at);
      background(() =>
        write(name, secret, kind, at).catch((error: unknown) => {
          notedAt.delete(key);
          logger.log('warn', 'it could not be noted which secret was used', { name, error });
        }),
      );
    },
    async noteLive() {
      const at = wallClock.now();
      for (const [name, secrets] of Object.entries(live) as [RotatedSecret, readonly string[]][]) {
        for (const secret of secrets) await write(name, secret, 'seen', at);
      }
    },
  };
}

/** When what was noted of a secret last. Secrets have maps of their own: a key put together with one would have to be hashed on every request. */
function createNotes(): (secret: string) => Map<string, Instant> {
  const notes = new Map<string, Map<string, Instant>>();
  return (secret) => {
    const known = notes.get(secret) ?? new Map<string, Instant>();
    notes.set(secret, known);
    return known;
  };
}
