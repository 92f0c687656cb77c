import { fillGap } from '../billing/shell/fill-gap.js';
import { MINUTE_MS } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';

/** One look every ten minutes is 4,320 reads a month, under Stripe's allocation of 10,000 (docs.stripe.com/rate-limits, read 2026-11). */
const INTERVAL_MS = 10 * MINUTE_MS;

/** Makes the function that a runtime calls over and over: every ten minutes, one process asks for events that were never delivered. */
export function createGapFiller(parts: AppParts): () => Promise<void> {
  const { engine, kv, once } = parts;
  const { scope, clock } = engine;
  let lastSlot = -1;
  return async () => {
    const now = clock.now();
    const slot = Math.floor(now / INTERVAL_MS);
    if (slot === lastSlot) return;
    lastSlot = slot;
    const key = `gap:${scope.app}:${scope.mode}:${slot}`;
    if (await once.useOnce({ key, expiresAt: now + 2 * INTERVAL_MS, now })) await fillGap(engine, kv);
  };
}
