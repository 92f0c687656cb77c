/**
 * A change of what a subscription bills: another price, another quantity, items added or removed, and what that costs
 * today.
 */
import { cardFailure, invalidRequest } from '../api/failure.js';
import type { EpochSeconds } from '../epoch.js';
import { draftInvoice } from '../invoices/draft.js';
import { periodLines } from '../invoices/lines.js';
import type { PendingLine } from '../invoices/pending-line.js';
import type { ProrationBehavior } from '../portal-configurations/object.js';
import { changeSubscription } from '../subscriptions/change.js';
import type { SubscriptionItemObject, SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { chargeOutcome, paymentMethodOf } from './charge.js';
import { collectInvoice } from './collect.js';
import { creditLine, prorationLines } from './proration.js';
import { movePeriod } from './renew.js';

/** How a change is billed. */
export interface ItemsChange {
  /** The items as they will be; ids that stay keep their period. */
  readonly items: readonly SubscriptionItemObject[];
  readonly prorationBehavior: ProrationBehavior;
  /** Default: now. */
  readonly prorationDate: EpochSeconds | undefined;
  readonly paymentBehavior: 'allow_incomplete' | 'error_if_incomplete';
  /** Starts a new period now even where the interval stays. */
  readonly isAnchorReset: boolean;
  /** What else changes in the same update. */
  readonly also: Partial<SubscriptionObject>;
}

/** Applies the change: invoiced at once, or noted for the next invoice, as it says. */
export function changeItems(
  world: StripeWorld,
  before: SubscriptionObject,
  change: ItemsChange,
): SubscriptionObject {
  const items = { ...before.items, data: change.items };
  if (before.status === 'trialing') return changeSubscription(world, before, { ...change.also, items });
  const at = change.prorationDate ?? nowSeconds(world);
  requireWithinPeriod(before, at);
  const isNewPeriod = change.isAnchorReset || startsNewPeriod(before, change.items);
  const lines = isNewPeriod
    ? resetLines(world, before, { change, at })
    : restLines(world, before, { change, at });
  if (isNewPeriod) {
    const anchor = { billing_cycle_anchor: nowSeconds(world) };
    const moved = movePeriod({ ...before, ...change.also, ...anchor, items }, nowSeconds(world));
    const full = { ...change.also, ...anchor, items: moved.items };
    return invoiceNow(world, before, {
      change: full,
      lines: [...lines, ...periodLines(world, moved)],
      by: change,
    });
  }
  if (change.prorationBehavior === 'always_invoice' && lines.length > 0) {
    return invoiceNow(world, before, { change: { ...change.also, items }, lines, by: change });
  }
  const pending = world.state.pendingLines.get(before.id) ?? [];
  world.state.pendingLines.set(before.id, [...pending, ...lines]);
  return changeSubscription(world, before, { ...change.also, items });
}

/** The interval changes, or something free becomes something paid (facts 1.5, read 2026-11-20). */
function startsNewPeriod(before: SubscriptionObject, items: readonly SubscriptionItemObject[]): boolean {
  const [old, renewed] = [before.items.data[0]?.price.recurring, items[0]?.price.recurring];
  const isOtherInterval =
    old?.interval !== renewed?.interval || old?.interval_count !== renewed?.interval_count;
  return isOtherInterval || (priceOf(before.items.data) === 0 && priceOf(items) > 0);
}

function priceOf(items: readonly SubscriptionItemObject[]): number {
  return items.reduce((sum, item) => sum + item.price.unit_amount * item.quantity, 0);
}

interface Proration {
  readonly change: ItemsChange;
  readonly at: EpochSeconds;
}

function restLines(world: StripeWorld, before: SubscriptionObject, { change, at }: Proration): PendingLine[] {
  if (change.prorationBehavior === 'none') return [];
  const ids = new Set([...before.items.data, ...change.items].map((item) => item.id));
  const byId = (items: readonly SubscriptionItemObject[], id: string): SubscriptionItemObject | undefined =>
    items.find((item) => item.id === id);
  return [...ids].flatMap((id) =>
    prorationLines(world, { before: byId(before.items.data, id), after: byId(change.items, id) }, at),
  );
}

/** A new period is charged in full; only the old one gives back. */
function resetLines(
  world: StripeWorld,
  before: SubscriptionObject,
  { change, at }: Proration,
): PendingLine[] {
  if (change.prorationBehavior === 'none') return [];
  return before.items.data
    .map((item) => creditLine(world, item, at))
    .filter((line) => line.amountMinor !== 0);
}

function invoiceNow(
  world: StripeWorld,
  before: SubscriptionObject,
  bill: {
    readonly change: Partial<SubscriptionObject>;
    readonly lines: readonly PendingLine[];
    readonly by: ItemsChange;
  },
): SubscriptionObject {
  refuseUnpayable(world, before, bill.by);
  const pending = world.state.pendingLines.get(before.id) ?? [];
  world.state.pendingLines.delete(before.id);
  const invoice = draftInvoice(world, {
    subscription: { ...before, ...bill.change },
    reason: 'subscription_update',
    lines: [...pending, ...bill.lines],
    finalizesAt: nowSeconds(world),
  });
  changeSubscription(world, before, { ...bill.change, latest_invoice: invoice.id });
  collectInvoice(world, invoice.id, { presence: 'away' });
  return world.state.subscriptions.get(before.id) ?? before;
}

function refuseUnpayable(world: StripeWorld, before: SubscriptionObject, by: ItemsChange): void {
  if (by.paymentBehavior !== 'error_if_incomplete') return;
  const result = chargeOutcome(world, paymentMethodOf(world, before), 'away');
  if (result.kind === 'declined') throw cardFailure(result.refusal);
  if (result.kind === 'no_method') {
    throw invalidRequest('This customer has no attached payment source or default payment method.', {
      code: 'resource_missing',
    });
  }
}

function requireWithinPeriod(before: SubscriptionObject, at: EpochSeconds): void {
  const [first] = before.items.data;
  if (first === undefined || (at >= first.current_period_start && at <= first.current_period_end)) return;
  throw invalidRequest('The `proration_date` must be within the current billing period.', {
    param: 'proration_date',
  });
}
