import type { GaugeName } from '../../contract/app-types.js';
import { GATE, requireAccess } from '../gate.js';
import { LimitExceeded } from '../payment-errors.js';
import { allowanceOf, fits } from './allowance.js';
import { checkCount, checkLimit } from './check-usage.js';
import type { Limited } from './usage-desk.js';

/** What is about to be added. */
export interface RequireLimitOptions {
  /** How many more are about to run; 0 asks whether what exists is within the plan. Default 1. */
  readonly adding?: number;
}

/**
 * Returns when the plan allows one more of what a limit counts; `current` is how many run now. Those that a person has paused do not count, as they
 * do not for a downgrade, which keeps the oldest that fit. Throws LIMIT_EXCEEDED, PAYMENT_REQUIRED without access, BILLING_UNAVAILABLE, or
 * REQUEST_INVALID for a limit or a number that cannot be meant.
 *
 * ```ts
 * const running = await connections.count();
 * await requireLimit(ctx, 'connections', running);
 * ```
 */
export async function requireLimit(
  ctx: Limited,
  limit: GaugeName,
  current: number,
  { adding = 1 }: RequireLimitOptions = {},
): Promise<void> {
  const gate = ctx[GATE];
  checkLimit(limit, { helper: 'requireLimit', plans: gate.rules.plans, isGauge: true });
  checkCount('requireLimit', 'the present number', current);
  checkCount('requireLimit', 'the number to add', adding);
  const plan = await requireAccess(ctx);
  const allowed = allowanceOf(plan, limit, gate.rules.plans) ?? 0;
  if (fits({ used: current, wanted: adding, allowed })) return;
  const status = (await gate.row())?.status;
  const facts = { limit, used: current, wanted: adding, allowed, resetsAt: null, currentPlan: plan.name };
  throw new LimitExceeded({ ...facts, ...(status ? { status } : {}) });
}
