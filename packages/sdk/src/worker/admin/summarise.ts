import { judgeAccess } from '../../billing/gate-verdict.js';
import type { Account } from '../../billing/account.js';
import type { Rules } from '../../billing/rules.js';
import type { PortalSummary } from '../../contract/admin/portal-summary.js';
import type { Instant } from '../../kernel/instant.js';

/** A portal on one line. */
export function summarise(account: Account, rules: Rules, now: Instant): PortalSummary {
  const { entitlement: row, subscription, customer, install } = account;
  return {
    portalId: account.key.portalId,
    plan: row?.plan ?? null,
    status: row?.status ?? null,
    source: row?.source ?? 'none',
    hasAccess: judgeAccess(row, rules, now).isAllowed,
    adminEmail: account.adminEmail,
    customerId: customer?.customerId ?? row?.stripeCustomerId ?? null,
    subscriptionId: row?.subscriptionId ?? null,
    trialEndsAt: row?.trialEndsAt ?? null,
    cancelAt: row?.cancelAt ?? null,
    renewsAt: row?.subscriptionId === undefined ? null : (subscription?.periodEndsAt ?? null),
    updatedAt: row?.updatedAt ?? null,
    isInstalled: install !== null && install.uninstalledAt === null,
  };
}
