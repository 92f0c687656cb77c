import type { OnceStore } from '../hubspot/ports.js';
import type { Instant } from '../kernel/instant.js';

/** A {@link OnceStore} that lives as long as the process and forgets what has expired. */
export function createInMemoryOnceStore(): OnceStore {
  const expiries = new Map<string, Instant>();
  return {
    useOnce({ key, expiresAt, now }) {
      for (const [used, usedExpiresAt] of expiries) if (usedExpiresAt <= now) expiries.delete(used);
      if (expiries.has(key)) return Promise.resolve(false);
      expiries.set(key, expiresAt);
      return Promise.resolve(true);
    },
  };
}
