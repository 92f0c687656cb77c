/** Statements about accounts, customers and their journal. */
import { sql as raw, type CompiledQuery } from 'kysely';
import type { AccountChange } from '../billing/ports/billing-store.js';
import type { Scope } from '../billing/ports/scope.js';
import type { AccountKey, CustomerId, PortalId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import { claimable } from './claim-order.js';
import type { Step } from './executor.js';
import { keptForHandlers } from './inbox.js';
import type { Sql } from './schema.js';

/** Guards of a commit, by the result they mean. */
export const VERSION_GUARD = 'conflict';
/** The customer is mapped to another portal. */
export const CUSTOMER_GUARD = 'customerTaken';

/** The account's row by primary key. */
export function selectAccount(db: Sql, key: AccountKey) {
  return whereAccount(db, key).select(['version', 'due_at', 'document']).compile();
}

/** The account's row for whoever commits nothing: the entitlement apart, since most ask for no more. */
export function selectReading(db: Sql, key: AccountKey) {
  return whereAccount(db, key).select(['due_at', 'entitlement', 'document']).compile();
}

/** Open and unmatched events about any customer of the portal. */
export function selectOpenEventIds(db: Sql, key: AccountKey) {
  return db
    .selectFrom('inbox')
    .select('event_id')
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('customer_id', 'in', selectCustomerIds(db, key))
    .where('state', 'in', ['open', 'unmatched', 'dead'])
    .where('needs_observation', '=', 1)
    .compile();
}

function selectCustomerIds(db: Sql, key: AccountKey) {
  return db
    .selectFrom('customers')
    .select('customer_id')
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId);
}

/** The portal of a customer, current or former. */
export function selectPortalOf(db: Sql, scope: Scope, customerId: CustomerId) {
  return db
    .selectFrom('customers')
    .select('portal_id')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('customer_id', '=', customerId)
    .compile();
}

/** Accounts due at the instant, earliest first. */
export function selectDue(db: Sql, scope: Scope, wish: { now: Instant; limit: number }) {
  return whereDue(db, scope, wish).compile();
}

/** Puts due accounts off until the lease ends, unless another connection is doing so, and answers which. */
export function takeDue(db: Sql, scope: Scope, wish: { now: Instant; limit: number; leaseMs: number }) {
  return db
    .updateTable('accounts')
    .set({ due_at: wish.now + wish.leaseMs })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('portal_id', 'in', claimable<string>(db, whereDue(db, scope, wish)))
    .returning('portal_id')
    .compile();
}

function whereDue(db: Sql, scope: Scope, wish: { now: Instant; limit: number }) {
  return db
    .selectFrom('accounts')
    .select('portal_id')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('due_at', '<=', wish.now)
    .orderBy('due_at')
    .limit(wish.limit);
}

/** A page of accounts by portal id. */
export function selectPage(db: Sql, scope: Scope, wish: { after: PortalId | null; limit: number }) {
  return db
    .selectFrom('accounts')
    .select(['document', 'due_at'])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('portal_id', '>', wish.after ?? '')
    .orderBy('portal_id')
    .limit(wish.limit)
    .compile();
}

/** The newest lines of an account's history. */
export function selectJournal(db: Sql, key: AccountKey, limit: number) {
  return db
    .selectFrom('journal')
    .select(['at', 'cause', 'summary', 'event_id as eventId'])
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .orderBy('version', 'desc')
    .orderBy('line', 'desc')
    .limit(limit)
    .compile();
}

/** Sets the due instant alone. */
export function updateDueAt(db: Sql, key: AccountKey, dueAt: Instant): CompiledQuery {
  return db
    .updateTable('accounts')
    .set({ due_at: dueAt })
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .compile();
}

/** What a commit writes into the account's row. */
export function accountValues({ account, expectedVersion }: AccountChange) {
  return {
    version: expectedVersion + 1,
    due_at: account.dueAt,
    entitlement: account.entitlement && JSON.stringify(account.entitlement),
    document: JSON.stringify(account),
  };
}

/** The guarded write of the account itself: exactly one row changes, or the version was another one. */
export function writeAccount(db: Sql, change: AccountChange): Step {
  const { expectedVersion } = change;
  const values = accountValues(change);
  const { app, mode, portalId } = change.account.key;
  const query =
    expectedVersion === 0
      ? db
          .insertInto('accounts')
          .values({ app, mode, portal_id: portalId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .compile()
      : db
          .updateTable('accounts')
          .set(values)
          .where('app', '=', app)
          .where('mode', '=', mode)
          .where('portal_id', '=', portalId)
          .where('version', '=', expectedVersion)
          .compile();
  return { query, guard: VERSION_GUARD };
}

/** Guarded steps that give customers up: each must have been the portal's. */
export function releaseCustomers(db: Sql, change: AccountChange): readonly Step[] {
  const { app, mode, portalId } = change.account.key;
  return change.releasedCustomerIds.map((customerId) => ({
    query: db
      .deleteFrom('customers')
      .where('app', '=', app)
      .where('mode', '=', mode)
      .where('customer_id', '=', customerId)
      .where('portal_id', '=', portalId)
      .compile(),
    guard: VERSION_GUARD,
  }));
}

/** Steps that make the customer table say what the account says; none when it does. */
export function writeCustomers(db: Sql, { account, isCustomerKept }: AccountChange): readonly Step[] {
  if (isCustomerKept) return [];
  const { app, mode, portalId } = account.key;
  const current = account.customer?.customerId ?? null;
  const retire = db
    .updateTable('customers')
    .set({ is_current: 0 })
    .where('app', '=', app)
    .where('mode', '=', mode)
    .where('portal_id', '=', portalId)
    .where('is_current', '=', 1)
    .where('customer_id', '!=', current ?? '')
    .compile();
  if (current === null) return [{ query: retire }];
  const map = db
    .insertInto('customers')
    .values({ app, mode, customer_id: current, portal_id: portalId, is_current: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['app', 'mode', 'customer_id'])
        .doUpdateSet({ is_current: 1 })
        .where('customers.portal_id', '=', portalId),
    )
    .compile();
  return [{ query: retire }, { query: map, guard: CUSTOMER_GUARD }];
}

/** The rows of the commit's lines of history. */
export function journalRows({ account, expectedVersion, closedEventIds, journal }: AccountChange) {
  const { app, mode, portalId } = account.key;
  const version = expectedVersion + 1;
  const eventId = closedEventIds.at(-1) ?? null;
  return journal.map((entry, line) => ({
    ...{ app, mode, portal_id: portalId, version, line, event_id: eventId },
    ...entry,
  }));
}

/** Steps that write the history lines of this commit. */
export function writeJournal(db: Sql, change: AccountChange): readonly Step[] {
  return journalRows(change).map((row) => ({ query: db.insertInto('journal').values(row).compile() }));
}

/** What becomes of an event that an observation has taken into account: whoever has claimed it runs its handlers, if it has any. */
export function closedByObservation() {
  return {
    needs_observation: 0,
    claimed_until: keptForHandlers(),
    state: raw<string>`CASE WHEN needs_handlers = 1 THEN 'open' ELSE 'done' END`,
  };
}

/** Closes exactly the events an observation has taken into account. */
export function closeEvents(db: Sql, change: AccountChange): readonly Step[] {
  const { app, mode } = change.account.key;
  return change.closedEventIds.map((eventId) => ({
    query: db
      .updateTable('inbox')
      .set(closedByObservation())
      .where('app', '=', app)
      .where('mode', '=', mode)
      .where('event_id', '=', eventId)
      .compile(),
  }));
}

function whereAccount(db: Sql, key: AccountKey) {
  return db
    .selectFrom('accounts')
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId);
}
