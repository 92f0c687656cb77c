import type { CounterName } from '../../contract/app-types.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { DAY_MS } from '../../kernel/instant.js';
import { GATE, requireAccess } from '../gate.js';
import { BillingUnavailable, LimitExceeded } from '../payment-errors.js';
import type { Plan } from '../plan-table.js';
import type { UsageCount } from '../ports/usage-ledger.js';
import { allowanceOf } from './allowance.js';
import { checkAmount, checkKey, checkLimit } from './check-usage.js';
import { meterSlice } from './meter-slice.js';
import { counterWindow } from './usage-anchor.js';
import { USAGE, withLedger, type Limited } from './usage-desk.js';
import { usageTellings } from './usage-tellings.js';

/** How long after its window a key is known: HubSpot repeats a workflow's call for up to three days (its documentation, read 2026-11-20). */
const KEY_LIFE_AFTER_WINDOW_MS = 4 * DAY_MS;
/** A closed hour means that this process stood still for longer than its report waits; each try takes an hour further on. */
const MAX_TRIES = 3;

/** How a count is told from another. */
export interface ConsumeOptions {
  /**
   * Names the cause, such as `ctx.execution.callbackId`: of all calls with one key for one limit the first that fits counts, and the others change
   * nothing. Text of 1 to 200 characters, known until four days after the window in which it counted. Default: each call counts.
   */
  readonly key?: string;
}

/**
 * Counts so much of a limit that counts what happens, or throws LIMIT_EXCEEDED when not all of it fits: then nothing is counted. Calls that come
 * together, in one process or several, never count more than the plan allows. Also throws PAYMENT_REQUIRED without access, BILLING_UNAVAILABLE when
 * the store cannot be used (with a key, trying again is safe), REQUEST_INVALID for a limit or an amount that cannot be meant, and CONFLICT for a
 * key that counted another amount.
 *
 * ```ts
 * await consume(ctx, 'records_per_month', rows.length, { key: batchId });
 * ```
 */
export async function consume(
  ctx: Limited,
  limit: CounterName,
  amount: number,
  options: ConsumeOptions = {},
): Promise<void> {
  checkLimit(limit, { helper: 'consume', plans: ctx[GATE].rules.plans, isGauge: false });
  checkAmount('consume', amount);
  checkKey('consume', options.key);
  const plan = await requireAccess(ctx);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const count = countOf(ctx, plan, { limit, amount, key: options.key, hoursOn: tries });
    const result = await withLedger(ctx[USAGE](), (ledger) => ledger.consume(count));
    switch (result.kind) {
      case 'counted':
        return;
      case 'repeated':
        if (result.amount !== amount) throw otherAmount(limit, { amount, counted: result.amount });
        return;
      case 'exceeded':
        throw await exceeded(ctx, plan, { count, used: result.used });
      case 'sealed':
    }
  }
  throw new BillingUnavailable('the hour that usage is billed in is closed already.');
}

function countOf(
  ctx: Limited,
  plan: Plan,
  wish: { limit: string; amount: number; key: string | undefined; hoursOn: number },
): UsageCount {
  const { rules, clock } = ctx[GATE];
  const { key, anchors, billingAnchorAt, customerId, mailTo } = ctx[USAGE]();
  const { limit, amount } = wish;
  const now = clock.now();
  const window = counterWindow(limit, anchors, now);
  const allowed = allowanceOf(plan, limit, rules.plans) ?? 0;
  const isMetered = customerId !== null && rules.meters.has(limit);
  return {
    key,
    limit,
    window,
    amount,
    allowed,
    once:
      wish.key === undefined ? null : { key: wish.key, keptUntil: window.endsAt + KEY_LIFE_AFTER_WINDOW_MS },
    meter: isMetered ? { ...meterSlice(billingAnchorAt, now, wish.hoursOn), customerId } : null,
    tellings: usageTellings({ key, limit, allowed, window, planTitle: plan.title, mailTo }),
    now,
  };
}

async function exceeded(
  ctx: Limited,
  plan: Plan,
  { count, used }: { count: UsageCount; used: number },
): Promise<LimitExceeded> {
  const { limit, amount: wanted, allowed, window } = count;
  const status = (await ctx[GATE].row())?.status;
  const facts = { limit, used, wanted, allowed, resetsAt: window.endsAt, currentPlan: plan.name };
  return new LimitExceeded({ ...facts, ...(status ? { status } : {}) });
}

function otherAmount(limit: string, { amount, counted }: { amount: number; counted: number }): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: `consume was called for ${amount} ${limit} with a key that has counted ${counted} of them; nothing was counted.`,
    hint: 'Give each cause a key of its own, and the same amount to each try.',
  });
}
