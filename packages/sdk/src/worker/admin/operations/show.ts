import type { Account, KnownSubscription } from '../../../billing/account.js';
import { judgeAccess } from '../../../billing/gate-verdict.js';
import { planUsage } from '../../../billing/limits/usage.js';
import type { PortalDetails } from '../../../contract/admin/portal-details.js';
import type { PortalWish } from '../../../contract/admin/portal-wish.js';
import type { LimitUsage } from '../../../contract/billing-snapshot.js';
import { makeAppCtx } from '../../make-ctx.js';
import type { AppParts } from '../../app-parts.js';
import { openUsageDesk } from '../../usage-desk.js';
import { grantEntry } from '../grant-entry.js';
import { loadKnown, readPortalId } from '../read-request.js';
import { summarise } from '../summarise.js';

const JOURNAL_LINES = 50;

/** Everything known of one portal. */
export async function show(parts: AppParts, request: PortalWish): Promise<PortalDetails> {
  const { engine } = parts;
  const portalId = readPortalId(request.portalId);
  const { account, key } = await loadKnown(engine, portalId);
  const now = engine.clock.now();
  const journal = await engine.store.journal(key, JOURNAL_LINES);
  const alerts = await engine.alerts.store.list(engine.scope, { portalId, state: 'open' });
  return {
    summary: summarise(account, engine.rules, now),
    entitlement: account.entitlement,
    install: installOf(account),
    formerCustomerIds: account.retiredCustomerIds,
    subscription: account.subscription && subscriptionOf(account.subscription),
    grants: account.grants.map((grant) => grantEntry(grant, now)),
    trial: account.trial && { state: account.trial.state, at: account.trial.at },
    usage: await usageOf(parts, account),
    intents: account.intents.map(({ kind, attempts, nextAttemptAt }) => ({ kind, attempts, nextAttemptAt })),
    dueAt: account.dueAt,
    journal: journal.map(({ at, cause, summary }) => ({ at, cause, summary })),
    openAlerts: alerts.entries.map(({ code, message }) => ({ code, message })),
  };
}

function installOf({ install }: Account): PortalDetails['install'] {
  if (!install) return null;
  const { installedAt, uninstalledAt, accountType, scopes } = install;
  return { installedAt, uninstalledAt, accountType, scopes };
}

function subscriptionOf(subscription: KnownSubscription): PortalDetails['subscription'] {
  const { subscriptionId, providerStatus, plan, priceIds, periodEndsAt, observedAt } = subscription;
  return { subscriptionId, status: providerStatus, plan, priceIds, periodEndsAt, observedAt };
}

/** Without access there is no plan whose limits could be used. */
async function usageOf(parts: AppParts, account: Account): Promise<readonly LimitUsage[]> {
  const { engine } = parts;
  const verdict = judgeAccess(account.entitlement, engine.rules, engine.clock.now());
  if (!verdict.isAllowed) return [];
  const desk = openUsageDesk(parts, account, makeAppCtx(parts, engine.logger));
  return planUsage({ desk, plan: verdict.plan, plans: engine.rules.plans, clock: engine.clock });
}
