import type { CounterName } from '../../contract/app-types.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { GATE, requireAccess } from '../gate.js';
import { BillingUnavailable } from '../payment-errors.js';
import type { UsageRefund } from '../ports/usage-ledger.js';
import { checkAmount, checkKey, checkLimit } from './check-usage.js';
import { meterSlice } from './meter-slice.js';
import { counterWindow } from './usage-anchor.js';
import { USAGE, withLedger, type Limited } from './usage-desk.js';

const MAX_TRIES = 3;

/** Which count is given back. */
export interface RefundOptions {
  /**
   * The key of the count that is given back, in the window in which it counted. A key is refunded once: the same refund again changes nothing. Given back
   * in full, the key may count again. Default: the present window's count, whoever made it.
   */
  readonly key?: string;
}

/**
 * Gives back what was counted and did not happen, never more than was counted. With a key that counted nothing it changes nothing. Throws
 * PAYMENT_REQUIRED without access, BILLING_UNAVAILABLE when the store cannot be used (with a key, trying again is safe), REQUEST_INVALID for a limit
 * or an amount that cannot be meant, and CONFLICT for a key that counted less or was refunded another amount.
 *
 * ```ts
 * await refund(ctx, 'records_per_month', failedRows.length, { key: batchId });
 * ```
 */
export async function refund(
  ctx: Limited,
  limit: CounterName,
  amount: number,
  options: RefundOptions = {},
): Promise<void> {
  checkLimit(limit, { helper: 'refund', plans: ctx[GATE].rules.plans, isGauge: false });
  checkAmount('refund', amount);
  checkKey('refund', options.key);
  await requireAccess(ctx);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const wish = refundOf(ctx, { limit, amount, once: options.key ?? null, hoursOn: tries });
    const result = await withLedger(ctx[USAGE](), (ledger) => ledger.refund(wish));
    if (result.kind === 'refused') throw refusedRefund(wish, result);
    if (result.kind !== 'sealed') return;
  }
  throw new BillingUnavailable('the hour that usage is billed in is closed already.');
}

function refundOf(
  ctx: Limited,
  wish: { limit: string; amount: number; once: string | null; hoursOn: number },
): UsageRefund {
  const { rules, clock } = ctx[GATE];
  const { key, anchors, billingAnchorAt, customerId } = ctx[USAGE]();
  const { limit, amount, once, hoursOn } = wish;
  const now = clock.now();
  const window = counterWindow(limit, anchors, now);
  const slice = rules.meters.has(limit) ? meterSlice(billingAnchorAt, now, hoursOn) : null;
  return { key, limit, window, amount, once, slice, customerId };
}

function refusedRefund(
  { limit, amount }: UsageRefund,
  { counted, refunded }: { counted: number; refunded: number },
): HsxError {
  const seen =
    refunded === 0 ? `that counted ${counted} of them` : `of which ${refunded} were given back before`;
  return new HsxError({
    code: 'CONFLICT',
    message: `refund was called for ${amount} ${limit} with a key ${seen}; nothing was given back.`,
    hint: 'Refund a key once, with at most the amount it counted.',
  });
}
