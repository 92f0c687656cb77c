import type { Entitlement } from '@hs-x/sdk';
import { accountKey, observe } from '@hs-x/sdk/billing';
import { withBilling, type BillingPlace } from './open-billing.js';

/** Which portal of which app. */
export interface SyncWish extends BillingPlace {
  readonly portalId: string;
}

/** The row before and after; null: there is none. */
export interface SyncedRow {
  readonly before: Entitlement | null;
  readonly after: Entitlement | null;
}

/** Reads the portal's present state from the provider. Throws CliError, and HsxError such as ENVIRONMENT_INVALID or PROVIDER_UNAVAILABLE. */
export async function syncPortal(wish: SyncWish): Promise<SyncedRow> {
  return withBilling(wish, async ({ engine, stores }) => {
    const key = accountKey(engine, wish.portalId);
    const before = await stores.billing.entitlement(key);
    await observe(engine, key);
    return { before, after: await stores.billing.entitlement(key) };
  });
}
