import { isReconcileUnfinished, reconcile } from '../billing/shell/reconcile.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';

/** Pages a call works off, so that whoever calls is not held up for long. */
const STEPS_PER_CALL = 20;
/** A run that failed, because the provider is away or refuses the key, is gone on with after this time. */
const RETRY_MS = 2 * MINUTE_MS;

/**
 * Makes the function that a runtime calls over and over: once a UTC day, from `reconcile_hour` on, one process begins a reconciliation and
 * goes on with it call by call; a run that lost its process is taken over. Apps that write their rows themselves have none.
 */
export function createNightlyReconcile(parts: AppParts): () => Promise<void> {
  const { engine, kv, once, config } = parts;
  const { provider, scope, clock } = engine;
  const owner = crypto.randomUUID();
  let lastDay = -1;
  let retryAt = 0;
  const isFirstToday = async (now: number): Promise<boolean> => {
    const day = Math.floor(now / DAY_MS);
    if (day === lastDay || now < day * DAY_MS + config.billing.reconcile_hour * HOUR_MS) return false;
    lastDay = day;
    const key = `reconcile:${scope.app}:${scope.mode}:${day}`;
    return once.useOnce({ key, expiresAt: now + 2 * DAY_MS, now });
  };
  return async () => {
    const now = clock.now();
    if (!provider || engine.rules.isHandWired || now < retryAt) return;
    if (!(await isReconcileUnfinished(engine, kv)) && !(await isFirstToday(now))) return;
    try {
      await reconcile(engine, { provider, owner, checkpoints: kv, maxSteps: STEPS_PER_CALL });
    } catch (error) {
      retryAt = now + RETRY_MS;
      throw error;
    }
  };
}
