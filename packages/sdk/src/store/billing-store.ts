import type { CompiledQuery } from 'kysely';
import { emptyAccount, type Account } from '../billing/account.js';
import type {
  AccountChange,
  AccountReading,
  BillingStore,
  CommitResult,
  LoadedAccount,
} from '../billing/ports/billing-store.js';
import type { Scope } from '../billing/ports/scope.js';
import type { Entitlement } from '../contract/entitlement.js';
import type { AccountKey, PortalId } from '../kernel/ids.js';
import {
  closeEvents,
  releaseCustomers,
  selectAccount,
  selectDue,
  selectJournal,
  selectOpenEventIds,
  selectPage,
  selectPortalOf,
  selectReading,
  takeDue,
  updateDueAt,
  writeAccount,
  writeCustomers,
  writeJournal,
} from './accounts.js';
import { compileOnce } from './compile-once.js';
import type { Executor, Step } from './executor.js';
import { insertEffect } from './outbox.js';
import type { Sql } from './schema.js';
import { claimTrials, releaseTrialClaims } from './trial-claims.js';

/** The billing store on any SQL database. */
export function createBillingStore(executor: Executor, db: Sql): BillingStore {
  const accountOf = compileOnce((key) => selectAccount(db, key));
  const openEventIdsOf = compileOnce((key) => selectOpenEventIds(db, key));
  const readingOf = compileOnce((key) => selectReading(db, key));
  return {
    async load(key) {
      const [row] = await executor.all(accountOf(key));
      const events = await executor.all(openEventIdsOf(key));
      const openEventIds = events.map((event) => event.event_id);
      return loadedFrom(key, row, openEventIds);
    },
    async read(key) {
      const [row] = await executor.all(readingOf(key));
      return row ? new RowReading(row) : { entitlement: null, account: emptyAccount(key) };
    },
    async portalOf(scope, customerId) {
      const [row] = await executor.all(selectPortalOf(db, scope, customerId));
      return row?.portal_id ?? null;
    },
    commit: (...changes) => commit(executor, db, changes),
    due: (scope, wish) => portalsOf(executor, scope, selectDue(db, scope, wish)),
    claimDue(scope, wish) {
      const query = db.hasRowLocks ? takeDue(db, scope, wish) : selectDue(db, scope, wish);
      return portalsOf(executor, scope, query);
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

async function portalsOf(
  executor: Executor,
  scope: Scope,
  query: CompiledQuery<{ readonly portal_id: PortalId }>,
): Promise<readonly AccountKey[]> {
  const rows = await executor.all(query);
  return rows.map((row) => ({ ...scope, portalId: row.portal_id }));
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
    ...writeCustomers(db, change),
    ...claimTrials(db, change),
    ...writeJournal(db, change),
    ...effects.map((effect) => ({ query: insertEffect(db, account.key, { portalId, effect, now }) })),
    ...closeEvents(db, change),
  ];
}

/** An account from its row, if it has one. */
export function loadedFrom(
  key: AccountKey,
  row: (AccountText & { readonly version: number }) | undefined,
  openEventIds: readonly string[],
): LoadedAccount {
  if (row === undefined) return { account: emptyAccount(key), version: 0, openEventIds };
  return { account: readAccount(row), version: row.version, openEventIds };
}

/**
 * The aggregate is large and the row small: it is parsed when somebody asks for it. A class, since an object with a getter of its own is made
 * anew from scratch for every request.
 */
class RowReading implements AccountReading {
  readonly entitlement: Entitlement | null;
  readonly #row: AccountText;
  #account: Account | undefined;

  constructor(row: AccountText & { readonly entitlement: string | null }) {
    this.entitlement = row.entitlement === null ? null : (JSON.parse(row.entitlement) as Entitlement);
    this.#row = row;
  }

  get account(): Account {
    return (this.#account ??= readAccount(this.#row));
  }
}

interface AccountText {
  readonly document: string;
  readonly due_at: number | null;
}

/** What a former version did not write yet is as empty as in a new account. */
function readAccount(row: AccountText): Account {
  const account = JSON.parse(row.document) as Account;
  return { ...emptyAccount(account.key), ...account, dueAt: row.due_at };
}
