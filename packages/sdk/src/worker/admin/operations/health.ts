import { VALIDITY_AFTER_PERIOD_MS } from '../../../billing/entitlement-row.js';
import { STALE_ROW_MS } from '../../../billing/gate-verdict.js';
import { lastReconcileReport } from '../../../billing/shell/reconcile.js';
import type { AdminHealth } from '../../../contract/admin/admin-operations.js';
import { DAY_MS, MINUTE_MS } from '../../../kernel/instant.js';
import type { AppParts } from '../../app-parts.js';
import { refusedTokens } from '../../token-health.js';
import { coverageOf } from './reconcile.js';

/** The ticker comes once a second, on Workers once a minute. */
const OVERDUE_MS = 5 * MINUTE_MS;

/** The state of the app as it sees it. */
export async function health({ engine, kv, config, adminStore }: AppParts): Promise<AdminHealth> {
  const { scope, alerts, clock, wallClock } = engine;
  const counts = await adminStore.counts(scope, { overdueSince: clock.now() - OVERDUE_MS });
  const last = await lastReconcileReport(engine, kv);
  return {
    app: scope.app,
    mode: scope.mode,
    provider: config.billing.provider,
    now: wallClock.now(),
    ...counts,
    refusedTokens: await refusedTokens(kv, scope, clock.now()),
    openAlerts: await alerts.store.countOpen(scope),
    lastReconcile: last && coverageOf(last),
    bounds: {
      // Nobody reconciles and no webhook comes: the row is asked about at the period's end, and denied a day after it went stale.
      overEntitledMs: VALIDITY_AFTER_PERIOD_MS + STALE_ROW_MS,
      // What was bought and not told of is found by the next night's reconciliation.
      underEntitledMs: DAY_MS,
    },
  };
}
