/**
 * On the path of a webhook, what many ask for in the same moment goes to PostgreSQL as one statement: a way there and back and a wait for the disk cost
 * more than the work. Nobody waits for company: what is asked alone goes alone.
 */
import { DatabaseError } from 'pg';
import type { AccountChange, BillingStore, CommitResult } from '../../billing/ports/billing-store.js';
import type { Inbox } from '../../billing/ports/inbox.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import type { Executor } from '../executor.js';
import { commitTogether, isPlain } from './commit-together.js';
import { gather, type Gathering } from './gather.js';
import { loadTogether } from './load-together.js';
import { MAX_TOGETHER } from './max-together.js';
import { findPortalsTogether } from './portals-together.js';
import { receiveTogether, type Arrival } from './receive-together.js';

const BOUNDS = { maxItems: MAX_TOGETHER, maxRuns: 2, isOfOne };

/** The billing store with what webhooks ask of it put together. */
export function groupedBilling(store: BillingStore, executor: Executor): BillingStore {
  const load = gathered(executor, loadTogether);
  const commitPlain = gathered(executor, commitTogether);
  const portalOf = gathered(executor, findPortalsTogether);
  const commit = async (
    change: AccountChange,
    ...others: readonly AccountChange[]
  ): Promise<CommitResult> => {
    const isWritten = others.length === 0 && isPlain(change) && (await commitPlain(change));
    return isWritten ? 'committed' : store.commit(change, ...others);
  };
  return { ...store, load, commit, portalOf: (scope, customerId) => portalOf({ scope, customerId }) };
}

/** The inbox with webhooks that arrive together stored together. */
export function groupedInbox(inbox: Inbox, executor: Executor): Inbox {
  const receive = gathered<Arrival, 'stored' | 'duplicate'>(executor, receiveTogether);
  return { ...inbox, receive: (scope, event, claimedUntil) => receive({ scope, event, claimedUntil }) };
}

function gathered<Item, Outcome>(
  executor: Executor,
  run: (executor: Executor, items: readonly Item[]) => Promise<readonly Outcome[]>,
): (item: Item) => Promise<Outcome> {
  const gathering: Gathering<Item, Outcome> = { ...BOUNDS, run: (items) => run(executor, items) };
  return gather(gathering);
}

/** SQLSTATE classes that are about a row: cardinality, data, integrity. Any other refusal (no time, no room, no connection) is everybody's. */
const OF_A_ROW = /^2[123]/;

function isOfOne(error: unknown): boolean {
  return isHsxError(error) && error.cause instanceof DatabaseError && OF_A_ROW.test(error.cause.code ?? '');
}
