/** Paying portals, as the stores keep them. Nothing here needs Node: the benchmarks inside workerd use it, too. */
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

/**
 * The statements that write so many accounts like the first one, and their customers. The database itself multiplies them: every store takes the same
 * SQL, and a million rows are no million round trips. `dueAt` is an expression of the row's number `i`.
 */
export function fillStatements(portals, { now = Date.now(), accountOf = payingAccount, dueAt } = {}) {
  const first = accountOf(0, now);
  const series = `WITH RECURSIVE series (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM series WHERE i < ${portals - 1})`;
  const scope = `${quoted(SCOPE.app)}, ${quoted(SCOPE.mode)}`;
  const document = multiplied(JSON.stringify(first));
  const entitlement = first.entitlement ? multiplied(JSON.stringify(first.entitlement)) : 'NULL';
  return [
    `INSERT INTO accounts (app, mode, portal_id, version, due_at, entitlement, document)
     ${series} SELECT ${scope}, ${numbered('', 10_000_000)}, 1, ${dueAt ?? first.dueAt}, ${entitlement}, ${document} FROM series`,
    `INSERT INTO customers (app, mode, customer_id, portal_id, is_current)
     ${series} SELECT ${scope}, ${numbered('cus_')}, ${numbered('', 10_000_000)}, 1 FROM series`,
  ];
}

/** The expression that turns the first portal's JSON into that of portal `i`. */
function multiplied(json) {
  const ids = [
    [portalIdOf(0), numbered('', 10_000_000)],
    [customerIdOf(0), numbered('cus_')],
    [subscriptionIdOf(0), numbered('sub_')],
  ];
  return ids.reduce(
    (text, [id, other]) => `replace(${text}, ${quoted(`"${id}"`)}, '"' || ${other} || '"')`,
    quoted(json),
  );
}

const numbered = (prefix, from = 0) => `'${prefix}' || CAST(${from} + i AS TEXT)`;

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
