import { emptyAccount, type Account } from '../billing/account.js';
import type { AccountChange, BillingStore, CommitResult } from '../billing/ports.js';
import type { Entitlement } from '../contract/entitlement.js';
import {
  closeEvents,
  releaseCustomers,
  selectAccount,
  selectDue,
  selectEntitlement,
  selectJournal,
  selectOpenEventIds,
  selectPage,
  selectPortalOf,
  updateDueAt,
  writeAccount,
  writeCustomers,
  writeJournal,
} from './accounts.js';
import type { Executor, Step } from './executor.js';
import { insertEffect } from './outbox.js';
import type { Sql } from './schema.js';
import { claimTrials, releaseTrialClaims } from './trial-claims.js';

/** The billing store on any SQL database. */
export function createBillingStore(executor: Executor, db: Sql): BillingStore {
  return {
    async load(key) {
      const [row] = await executor.all(selectAccount(db, key));
      const events = await executor.all(selectOpenEventIds(db, key));
      return {
        account: row ? readAccount(row) : emptyAccount(key),
        version: row?.version ?? 0,
        openEventIds: events.map((event) => event.event_id),
      };
    },
    async entitlement(key) {
      const [row] = await executor.all(selectEntitlement(db, key));
      return row?.entitlement ? (JSON.parse(row.entitlement) as Entitlement) : null;
    },
    async portalOf(scope, customerId) {
      const [row] = await executor.all(selectPortalOf(db, scope, customerId));
      return row?.portal_id ?? null;
    },
    commit: (...changes) => commit(executor, db, changes),
    async due(scope, wish) {
      const rows = await executor.all(selectDue(db, scope, wish));
      return rows.map((row) => ({ ...scope, portalId: row.portal_id }));
    },
    async reschedule(key, dueAt) {
      await executor.all(updateDueAt(db, key, dueAt));
    },
    async scan(scope, wish) {
      return (await executor.all(selectPage(db, scope, wish))).map(readAccount);
    },
    journal: (key, limit) => executor.all(selectJournal(db, key, limit)),
  };
}

/** What is given up comes before what is claimed, so that one account of a commit can take over what another one gives. */
async function commit(executor: Executor, db: Sql, changes: readonly AccountChange[]): Promise<CommitResult> {
  const failedGuard = await executor.atomic([
    ...changes.map((change) => writeAccount(db, change)),
    ...changes.flatMap((change) => [...releaseCustomers(db, change), ...releaseTrialClaims(db, change)]),
    ...changes.flatMap((change) => stepsOf(db, change)),
  ]);
  return failedGuard === null ? 'committed' : (failedGuard as CommitResult);
}

function stepsOf(db: Sql, change: AccountChange): readonly Step[] {
  const { account, effects, now } = change;
  const { portalId } = account.key;
  return [
    ...writeCustomers(db, account),
    ...claimTrials(db, change),
    ...writeJournal(db, change),
    ...effects.map((effect) => ({ query: insertEffect(db, account.key, { portalId, effect, now }) })),
    ...closeEvents(db, change),
  ];
}

/** What a former version did not write yet is as empty as in a new account. */
function readAccount(row: { document: string; due_at: number | null }): Account {
  const account = JSON.parse(row.document) as Account;
  return { ...emptyAccount(account.key), ...account, dueAt: row.due_at };
}
