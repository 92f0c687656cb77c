import type { Account } from '../billing/account.js';
import { billingAnchorOf, usageAnchorsOf } from '../billing/limits/account-anchors.js';
import type { UsageDesk } from '../billing/limits/usage-desk.js';
import type { AppParts } from './app-parts.js';
import type { AppCtx } from './ctx.js';
import { runningSyncs, syncResource } from './resources/sync-resource.js';

/** The portal's usage for one request, from the account it has read. An app that does its billing by hand writes to its customers itself. */
export function openUsageDesk(
  { engine, definition }: Pick<AppParts, 'engine' | 'definition'>,
  account: Account,
  { kv }: Pick<AppCtx, 'kv'>,
): UsageDesk {
  const { key, customer, adminEmail } = account;
  const isBuiltIn = (limit: string) =>
    limit === syncResource.limit && !definition.resources.some((resource) => resource.limit === limit);
  return {
    key,
    ledger: engine.usage,
    anchors: usageAnchorsOf(account, engine.clock.now()),
    billingAnchorAt: billingAnchorOf(account),
    customerId: customer?.customerId ?? null,
    mailTo: engine.rules.isHandWired || adminEmail === '' ? null : adminEmail,
    countGauge: async (limit) => (isBuiltIn(limit) ? runningSyncs(kv, key.portalId) : null),
  };
}
