import type { BillingSnapshot } from '../wire/billing-snapshot.js';

/** One text for everything that decides what a portal may do: two snapshots with the same key show the same card. */
export function entitlementKey(snapshot: BillingSnapshot): string {
  const { hasAccess, status, plan, cancelAt, features } = snapshot;
  return JSON.stringify([hasAccess, status, plan?.name ?? null, cancelAt, [...features].sort()]);
}
