/** What the store suites write, with what does not matter filled in. */
import type { Account } from '../billing/account.js';
import type { Effect } from '../billing/decision.js';
import type { AccountChange, BillingStore } from '../billing/ports/billing-store.js';
import type { InboxEvent } from '../billing/ports/inbox.js';
import type { Scope } from '../billing/ports/scope.js';
import type { Instant } from '../kernel/instant.js';
import { ACCOUNT_KEY, buildAccount, buildCustomer } from './build-account.js';

/** The suites' present. */
export const STORE_NOW: Instant = Date.UTC(2026, 10, 20, 9, 0, 0);
/** The suites' app and mode. */
export const STORE_SCOPE: Scope = { app: ACCOUNT_KEY.app, mode: ACCOUNT_KEY.mode };

/** A change of the portal's account at version 0 that notes nothing, tells nothing and closes nothing. */
export function changeOf(account: Account, more: Partial<AccountChange> = {}): AccountChange {
  return {
    account,
    expectedVersion: 0,
    journal: [],
    effects: [],
    closedEventIds: [],
    trialClaims: { claimed: [], released: [] },
    isCustomerKept: false,
    releasedCustomerIds: [],
    now: STORE_NOW,
    ...more,
  };
}

/** The account of another portal. */
export function accountOf(portalId: string, more: Partial<Account> = {}): Account {
  return buildAccount({ key: { ...ACCOUNT_KEY, portalId }, ...more });
}

/** Commits the account of the suites' portal with customer `cus_1`. */
export async function mapCustomer(store: BillingStore): Promise<void> {
  await store.commit(changeOf(buildCustomer()));
}

/** An alert. */
export function alertOf(key: string): Effect {
  return { kind: 'raiseAlert', key, alert: 'test', message: `alert ${key}` };
}

/** A mail. */
export function mailOf(key: string): Effect {
  return { kind: 'sendEmail', key, template: 'welcome', to: 'ada@example.com', data: {} };
}

/** A webhook about `cus_1` that waits for an observation. */
export function eventOf(eventId: string, more: Partial<InboxEvent> = {}): InboxEvent {
  return {
    eventId,
    type: 'customer.subscription.updated',
    portalId: null,
    customerId: 'cus_1',
    receivedAt: STORE_NOW,
    sealedBody: `sealed ${eventId}`,
    needsObservation: true,
    needsHandlers: false,
    ...more,
  };
}
