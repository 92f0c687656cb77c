import { DAY_MS, HOUR_MS } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';
import { runCronDaily } from './run-triggers.js';

/** Runs `cron.daily` once a UTC day, from `reconcile_hour` on, whichever process comes first; a day missed entirely is not made up for. */
export async function runDaily(parts: AppParts): Promise<boolean> {
  const { engine, once, config, definition } = parts;
  if (definition.triggers['cron.daily'].length === 0) return false;
  const now = engine.clock.now();
  const day = Math.floor(now / DAY_MS);
  const scheduledAt = day * DAY_MS + config.billing.reconcile_hour * HOUR_MS;
  if (now < scheduledAt) return false;
  const key = `cron.daily:${engine.scope.app}:${engine.scope.mode}:${day}`;
  if (!(await once.useOnce({ key, expiresAt: now + 2 * DAY_MS, now }))) return false;
  await runCronDaily(parts, engine.logger.with({ trigger: 'cron.daily' }), { scheduledAt });
  return true;
}
