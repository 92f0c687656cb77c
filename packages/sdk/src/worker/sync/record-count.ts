/**
 * Records are counted against the plan's limit before they are written, under a key made of the run and the page, and what was not written is given
 * back. How many are counted is kept first: after a crash the same page counts once, also when the source gives another number of records then.
 */
import type { CounterName } from '../../contract/app-types.js';
import { GATE, requireAccess } from '../../billing/gate.js';
import { isLimit, UNLIMITED } from '../../billing/limits/allowance.js';
import { consume } from '../../billing/limits/consume.js';
import { refund } from '../../billing/limits/refund.js';
import { usage } from '../../billing/limits/usage.js';
import { LimitExceeded } from '../../billing/payment-errors.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import type { Ctx } from '../ctx.js';
import type { SyncDefinition } from './declare-sync.js';

const DEFAULT_LIMIT = 'records_per_month' as CounterName;

/** Which count: the limit, and the page's own key. */
export interface PageCount {
  readonly limit: CounterName;
  readonly key: string;
}

/** The limit that the sync's records count against; null: none. */
export function limitOf(ctx: Ctx, { limit }: SyncDefinition): CounterName | null {
  if (limit !== undefined) return limit;
  return isLimit(DEFAULT_LIMIT, ctx[GATE].rules.plans) ? DEFAULT_LIMIT : null;
}

/** How many records the plan has room for, at most so many. Throws LIMIT_EXCEEDED when there is none, PAYMENT_REQUIRED, BILLING_UNAVAILABLE. */
export async function roomFor(
  ctx: Ctx,
  limit: CounterName,
  wish: { readonly most: number; readonly alreadyCounted: number },
): Promise<number> {
  const { used, allowed, resetsAt } = await usage(ctx, limit);
  if (allowed === UNLIMITED) return wish.most;
  const room = allowed - (used ?? 0) + wish.alreadyCounted;
  if (room > 0) return Math.min(room, wish.most);
  const plan = await requireAccess(ctx);
  const facts = { limit, used: used ?? 0, wanted: 1, allowed, resetsAt, currentPlan: plan.name };
  throw new LimitExceeded(facts);
}

/** Counts the page. `former`: what an earlier try was about to count; null: there was none. Throws what {@link consume} throws. */
export async function countPage(
  ctx: Ctx,
  { limit, key }: PageCount,
  { amount, former }: { readonly amount: number; readonly former: number | null },
): Promise<void> {
  await unlessSettled(async () => {
    if (former !== null && former > 0 && former !== amount) await refund(ctx, limit, former, { key });
    if (amount > 0) await consume(ctx, limit, amount, { key });
  });
}

/** Gives back what was counted and not written. */
export async function giveBack(ctx: Ctx, { limit, key }: PageCount, amount: number): Promise<void> {
  if (amount > 0) await unlessSettled(() => refund(ctx, limit, amount, { key }));
}

/** A page that died after its refund and comes back with other records has been counted and settled: it stays so. */
async function unlessSettled(count: () => Promise<void>): Promise<void> {
  try {
    await count();
  } catch (error) {
    if (!isHsxError(error, 'CONFLICT')) throw error;
  }
}
