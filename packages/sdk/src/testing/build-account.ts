import { emptyAccount, type Account, type Grant } from '../billing/account.js';
import { projectEntitlement } from '../billing/entitlement-row.js';
import type { Rules } from '../billing/rules.js';
import type { AccountKey } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';

/** The account every builder builds for. */
export const ACCOUNT_KEY: AccountKey = { app: 'enricher', mode: 'test', portalId: '51200417' };

/** The account of a portal where the app was installed on 2026-11-01; what a case does not care about is filled in. */
export function buildAccount(more: Partial<Account> = {}): Account {
  return {
    ...emptyAccount(ACCOUNT_KEY),
    adminEmail: 'ada@example.com',
    install: {
      installedAt: Date.UTC(2026, 10, 1),
      accountType: 'STANDARD',
      scopes: ['oauth'],
      nextStepUrl: null,
      uninstalledAt: null,
    },
    ...more,
  };
}

/** An account with customer `cus_1`. */
export function buildCustomer(more: Partial<Account> = {}): Account {
  return buildAccount({ customer: { customerId: 'cus_1', mappedAt: Date.UTC(2026, 10, 1) }, ...more });
}

/** The account with the row that follows from it. */
export function withRow(account: Account, rules: Rules, now: Instant): Account {
  return { ...account, entitlement: projectEntitlement(account, rules, now) };
}

/** A scale licence without an end. */
export function buildGrant(more: Partial<Grant> = {}): Grant {
  return {
    grantId: 'grant_1',
    source: 'invoice',
    plan: 'scale',
    givenAt: Date.UTC(2026, 10, 1),
    until: null,
    reason: 'contract 7',
    actor: 'operator',
    ...more,
  };
}
