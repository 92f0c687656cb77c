import type { LimitName } from '../../contract/app-types.js';
import type { LimitUsage } from '../../contract/billing-snapshot.js';
import type { Clock } from '../../kernel/clock.js';
import { GATE, requireAccess } from '../gate.js';
import type { Plan, PlanTable } from '../plan-table.js';
import { allowanceOf } from './allowance.js';
import { checkLimit } from './check-usage.js';
import { limitKind } from '../../contract/limit-kind.js';
import { counterWindow } from './usage-anchor.js';
import { USAGE, withLedger, type Limited, type UsageDesk } from './usage-desk.js';

/** How much of one limit is used. Throws PAYMENT_REQUIRED without access, BILLING_UNAVAILABLE, or REQUEST_INVALID for a limit no plan names. */
export async function usage(ctx: Limited, limit: LimitName): Promise<LimitUsage>;
/** How much of every limit of the plan in force is used. A gauge that only the author can count has `used: null`. */
export async function usage(ctx: Limited): Promise<readonly LimitUsage[]>;
export async function usage(ctx: Limited, limit?: LimitName): Promise<LimitUsage | readonly LimitUsage[]> {
  const { rules, clock } = ctx[GATE];
  if (limit !== undefined) {
    const isGauge = limitKind(limit) === 'gauge';
    checkLimit(limit, { helper: 'usage', plans: rules.plans, isGauge });
  }
  const plan = await requireAccess(ctx);
  const parts = { desk: ctx[USAGE](), plan, plans: rules.plans, clock };
  return limit === undefined ? planUsage(parts) : limitUsage(parts, limit);
}

/** What usage is read with. */
export interface UsageParts {
  readonly desk: UsageDesk;
  readonly plan: Plan;
  readonly plans: PlanTable;
  readonly clock: Clock;
}

/** How much of every limit the plan names is used, in the order of the file. Throws BILLING_UNAVAILABLE. */
export async function planUsage(parts: UsageParts): Promise<readonly LimitUsage[]> {
  return Promise.all(Object.keys(parts.plan.limits).map((limit) => limitUsage(parts, limit)));
}

async function limitUsage({ desk, plan, plans, clock }: UsageParts, limit: string): Promise<LimitUsage> {
  const allowed = allowanceOf(plan, limit, plans) ?? 0;
  if (limitKind(limit) === 'gauge') {
    return { limit, used: await desk.countGauge(limit), allowed, resetsAt: null };
  }
  const window = counterWindow(limit, desk.anchors, clock.now());
  const used = await withLedger(desk, (ledger) => ledger.used({ key: desk.key, limit, window }));
  return { limit, used, allowed, resetsAt: window.endsAt };
}
