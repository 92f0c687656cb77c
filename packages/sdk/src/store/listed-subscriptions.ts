/** Statements about what a reconciliation's listing has shown. Each touches a bounded number of rows, found in the primary key. */
import { sql as raw, type CompiledQuery } from 'kysely';
import type { InListing, ListedSubscriptions } from '../billing/ports/listed-subscriptions.js';
import type { Scope } from '../billing/ports/scope.js';
import type { SubscriptionId } from '../kernel/ids.js';
import { inChunks } from './chunks.js';
import type { Executor } from './executor.js';
import type { ListedSubscriptionRow, Sql } from './schema.js';

/** The values of a row. */
const COLUMNS = 4;

/** What listings have shown, on any SQL database. */
export function createListedSubscriptions(executor: Executor, db: Sql): ListedSubscriptions {
  return {
    async note(scope, { listing, subscriptionIds }) {
      const chunks = inChunks(subscriptionIds, COLUMNS);
      const steps = chunks.map((some) => ({
        query: insertNotes(db, scope, { listing, subscriptionIds: some }),
      }));
      if (steps.length > 0) await executor.atomic(steps);
    },
    async listed(scope, { listing, subscriptionIds }) {
      const listed = new Set<SubscriptionId>();
      for (const some of inChunks(subscriptionIds)) {
        const rows = await executor.all(selectListed(db, scope, { listing, subscriptionIds: some }));
        for (const row of rows) listed.add(row.subscription_id);
      }
      return listed;
    },
    async forget(scope, wish) {
      const [last] = await executor.all(selectLast(db, scope, wish));
      await executor.all(deleteNotes(db, scope, { ...wish, last }));
      return last !== undefined;
    },
  };
}

function insertNotes(db: Sql, { app, mode }: Scope, { listing, subscriptionIds }: InListing): CompiledQuery {
  return db
    .insertInto('listed_subscriptions')
    .values(subscriptionIds.map((subscription_id) => ({ app, mode, listing, subscription_id })))
    .onConflict((conflict) => conflict.doNothing())
    .compile();
}

/** Those of the ids that are noted, by primary key. */
export function selectListed(db: Sql, scope: Scope, { listing, subscriptionIds }: InListing) {
  return db
    .selectFrom('listed_subscriptions')
    .select('subscription_id')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('listing', '=', listing)
    .where('subscription_id', 'in', [...subscriptionIds])
    .compile();
}

type Place = Pick<ListedSubscriptionRow, 'listing' | 'subscription_id'>;

/** The last of the first so many notes; no row when there are fewer. */
export function selectLast(db: Sql, scope: Scope, { upTo, limit }: { upTo: number; limit: number }) {
  return db
    .selectFrom('listed_subscriptions')
    .select(['listing', 'subscription_id'])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('listing', '<=', upTo)
    .orderBy('listing')
    .orderBy('subscription_id')
    .limit(1)
    .offset(limit - 1)
    .compile();
}

/** The notes up to the last one; without one, those that are left. */
export function deleteNotes(
  db: Sql,
  scope: Scope,
  { upTo, last }: { upTo: number; last: Place | undefined },
): CompiledQuery {
  const notes = db
    .deleteFrom('listed_subscriptions')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode);
  if (!last) return notes.where('listing', '<=', upTo).compile();
  return notes
    .where(raw<boolean>`(listing, subscription_id) <= (${last.listing}, ${last.subscription_id})`)
    .compile();
}
