import { compareUsage } from '../billing/shell/compare-usage.js';
import { reportUsage } from '../billing/shell/report-usage.js';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';

/** Reports wait for the end of an hour anyway. */
const INTERVAL_MS = 10 * SECOND_MS;
/** Each night compares these days, so that a day with late reports is compared when they have gone out. */
const COMPARED_DAYS = [1, 2];

/**
 * Makes the function that a runtime calls over and over: reports the metered usage of the hours that are over, and once a UTC day, from
 * `reconcile_hour` on, compares the days before with the provider's meters.
 */
export function createUsageReporter(parts: AppParts): () => Promise<void> {
  const { engine, once, config } = parts;
  const { scope, clock } = engine;
  let nextAt = 0;
  let lastDay = -1;
  const isFirstToday = async (now: number): Promise<boolean> => {
    const day = Math.floor(now / DAY_MS);
    if (day === lastDay || now < day * DAY_MS + config.billing.reconcile_hour * HOUR_MS) return false;
    lastDay = day;
    const key = `usage-comparison:${scope.app}:${scope.mode}:${day}`;
    return once.useOnce({ key, expiresAt: now + 2 * DAY_MS, now });
  };
  return async () => {
    const now = clock.now();
    const isEarly = now < nextAt && nextAt <= now + INTERVAL_MS; // a clock may be put back
    if (isEarly || engine.rules.meters.size === 0 || !engine.provider?.usageMeters) return;
    nextAt = now + INTERVAL_MS;
    await reportUsage(engine);
    if (!(await isFirstToday(now))) return;
    const today = Math.floor(now / DAY_MS) * DAY_MS;
    for (const daysAgo of COMPARED_DAYS) {
      const found = await compareUsage(engine, today - daysAgo * DAY_MS);
      engine.logger.log('info', 'usage compared', { daysAgo, ...found });
    }
  };
}
