/**
 * The one place that knows where API versions keep a field. Since 2025-03-31.basil periods live on the items
 * and an invoice names its subscription under `parent`; since 2025-09-30.clover a scheduled cancellation may
 * show in `cancel_at` alone. Events and objects of older versions keep arriving, so both places are read
 * (stripe SDK changelog, read 2026-11).
 */
import type Stripe from 'stripe';
import type { SubscriptionId } from '../../kernel/ids.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';

/** What of a subscription moved between versions. */
export interface VersionedSubscription {
  readonly items?: { readonly data: readonly { readonly current_period_end?: number | null }[] };
  /** Before basil. */
  readonly current_period_end?: number | null;
  readonly cancel_at?: number | null;
  readonly cancel_at_period_end?: boolean;
  readonly ended_at?: number | null;
}

/** What of an invoice moved between versions. */
export interface VersionedInvoice {
  readonly parent?: Pick<Stripe.Invoice.Parent, 'subscription_details'> | null;
  /** Before basil. */
  readonly subscription?: string | { readonly id: string } | null;
}

/**
 * When the paid period ends: the earliest end over the items, or the subscription's own in older versions.
 */
export function periodEndsAt(subscription: VersionedSubscription): Instant | null {
  const ends = periodEnds(subscription);
  return ends.length === 0 ? null : Math.min(...ends) * SECOND_MS;
}

/**
 * When a scheduled cancellation takes effect, whichever field says so; null without one, and once it has
 * happened.
 */
export function cancelAt(subscription: VersionedSubscription): Instant | null {
  if (subscription.ended_at != null) return null;
  if (subscription.cancel_at != null) return subscription.cancel_at * SECOND_MS;
  const ends = subscription.cancel_at_period_end === true ? periodEnds(subscription) : [];
  return ends.length === 0 ? null : Math.max(...ends) * SECOND_MS;
}

/** The subscription an invoice belongs to; null for an invoice without one. */
export function invoiceSubscriptionId(invoice: VersionedInvoice): SubscriptionId | null {
  const reference = invoice.parent?.subscription_details?.subscription ?? invoice.subscription ?? null;
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

function periodEnds(subscription: VersionedSubscription): readonly number[] {
  const ends = (subscription.items?.data ?? []).map((item) => item.current_period_end);
  const known = ends.filter((end) => typeof end === 'number');
  if (known.length > 0) return known;
  return typeof subscription.current_period_end === 'number' ? [subscription.current_period_end] : [];
}
