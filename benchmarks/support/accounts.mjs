/** Paying portals, as the store keeps them. */
import Database from 'better-sqlite3';
import { decide } from '../../packages/sdk/dist/billing/decide/index.js';
import { createRules } from '../../packages/sdk/dist/billing/rules.js';
import {
  buildAccount,
  buildBillingConfig,
  buildCustomer,
  buildGrant,
  buildObserved,
  buildSubscription,
} from '../../packages/sdk/dist/testing/index.js';

export const SCOPE = { app: 'bench', mode: 'test' };
/** The rules of two plans, the first of them free. */
export const rules = createRules(buildBillingConfig(), { mode: 'test', isHandWired: false });
const DAY_MS = 86_400_000;
/** The same in every process of a benchmark: the day four weeks from now. */
const PERIOD_ENDS_AT = Math.floor(Date.now() / DAY_MS + 28) * DAY_MS;

export const portalIdOf = (index) => String(10_000_000 + index);
export const customerIdOf = (index) => `cus_${index}`;
export const subscriptionIdOf = (index) => `sub_${index}`;

/** Keys of the first portals, made once, so that a benchmark does not measure the making. */
export const KEYS = Array.from({ length: 10_000 }, (_unused, index) => ({
  ...SCOPE,
  portalId: portalIdOf(index),
}));

/** The subscription that the portal pays for at the given instant. */
export const subscriptionOf = (index, now, more = {}) =>
  buildSubscription({
    subscriptionId: subscriptionIdOf(index),
    billingAnchorAt: PERIOD_ENDS_AT - 30 * DAY_MS,
    periodEndsAt: PERIOD_ENDS_AT,
    ...more,
  });

/** The account of a portal that pays. */
export function payingAccount(index, now = Date.now()) {
  const customerId = customerIdOf(index);
  const key = { ...SCOPE, portalId: portalIdOf(index) };
  const before = buildCustomer({ key, customer: { customerId, mappedAt: now } });
  const observed = buildObserved([subscriptionOf(index, now)], { customerId, email: 'ada@example.com' });
  return decide(before, { kind: 'customerObserved', observed }, rules, now).account;
}

/** The account of a portal whose plan is invoiced outside. */
export function invoicedAccount(index, now = Date.now()) {
  const key = { ...SCOPE, portalId: portalIdOf(index) };
  const grant = buildGrant({
    grantId: 'grant_1',
    source: 'invoice',
    plan: 'team',
    givenAt: now,
    until: null,
  });
  return decide(
    buildAccount({ key, adminEmail: 'ada@example.com' }),
    { kind: 'grantGiven', grant },
    rules,
    now,
  ).account;
}

/** Writes so many accounts like the first one, and their customers, straight into the file. */
export function fillAccounts(file, portals, { now = Date.now(), accountOf = payingAccount } = {}) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  const account = database.prepare(
    'INSERT INTO accounts (app, mode, portal_id, version, due_at, entitlement, document) VALUES (?, ?, ?, 1, ?, ?, ?)',
  );
  const customer = database.prepare(
    'INSERT INTO customers (app, mode, customer_id, portal_id, is_current) VALUES (?, ?, ?, ?, 1)',
  );
  const { app, mode } = SCOPE;
  const first = accountOf(0, now);
  const pattern = JSON.stringify(first);
  const { dueAt, entitlement } = first;
  database.transaction(() => {
    for (let index = 0; index < portals; index++) {
      const portalId = portalIdOf(index);
      const document = pattern
        .replaceAll(portalIdOf(0), portalId)
        .replaceAll(`"${customerIdOf(0)}"`, `"${customerIdOf(index)}"`)
        .replaceAll(`"${subscriptionIdOf(0)}"`, `"${subscriptionIdOf(index)}"`);
      account.run(app, mode, portalId, dueAt, JSON.stringify(entitlement), document);
      customer.run(app, mode, customerIdOf(index), portalId);
    }
  })();
  database.close();
}
