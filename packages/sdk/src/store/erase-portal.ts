/**
 * Forgetting a portal: one atomic list of steps behind the account's version, so that nothing that is written meanwhile survives. What stays
 * is the emptied account and the hashed claims of the trial ledger, without which the same person had a second trial.
 */
import { sql as raw, type CompiledQuery, type RawBuilder } from 'kysely';
import type { EraseWish } from '../worker/admin/admin-store.js';
import { inChunks } from './chunks.js';
import type { Executor, Step } from './executor.js';
import type { Sql } from './schema.js';

/** Tables whose rows about the portal are removed. */
const REMOVED = [
  'customers',
  'journal',
  'outbox',
  'alerts',
  'usage_windows',
  'usage_keys',
  'usage_slices',
  'sync_runs',
] as const;

/** The steps; the first is guarded by the account's version. */
export function eraseSteps(db: Sql, wish: EraseWish): readonly Step[] {
  return [
    { query: emptyAccountRow(db, wish), guard: 'version' },
    ...REMOVED.map((table) => ({ query: removeFrom(db, table, wish) })),
    { query: forgetTokens(db, wish) },
    ...eventsAbout(wish).map((events) => ({ query: emptyEvents(db, wish, events) })),
    { query: removeSyncRows(db, wish) },
  ];
}

/** How many rows each of the steps would touch. */
export async function countErasable(
  executor: Executor,
  db: Sql,
  wish: EraseWish,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of REMOVED) {
    const [row] = await executor.all(ofPortal(db, table, wish));
    if (row && row.count > 0) counts[table] = row.count;
  }
  for (const events of eventsAbout(wish)) {
    const [row] = await executor.all(countEvents(db, wish, events));
    if (row && row.count > 0) counts.inbox = (counts.inbox ?? 0) + row.count;
  }
  const [syncs] = await executor.all(countSyncRows(db, wish));
  if (syncs && syncs.count > 0) counts.kv = syncs.count;
  return counts;
}

function emptyAccountRow(db: Sql, { key, expectedVersion, emptied }: EraseWish): CompiledQuery {
  return db
    .updateTable('accounts')
    .set({
      version: expectedVersion + 1,
      due_at: null,
      entitlement: null,
      document: JSON.stringify(emptied),
    })
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .where('version', '=', expectedVersion)
    .compile();
}

function removeFrom(db: Sql, table: (typeof REMOVED)[number], { key }: EraseWish): CompiledQuery {
  return db
    .deleteFrom(table)
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .compile();
}

function ofPortal(db: Sql, table: (typeof REMOVED)[number], { key }: EraseWish) {
  return db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .compile();
}

/** Versions of tokens never fall: who read those of a former install must not overwrite those of a later one. */
function forgetTokens(db: Sql, { key }: EraseWish): CompiledQuery {
  return db
    .updateTable('install_tokens')
    .set({ tokens: null, version: raw<number>`version + 1` })
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .compile();
}

/** The ids of events stay, so that one that comes again is known; whom it was about does not. */
function emptyEvents(db: Sql, { key }: EraseWish, events: RawBuilder<boolean>): CompiledQuery {
  return db
    .updateTable('inbox')
    .set({ sealed_body: null, customer_id: null, state: 'done', needs_observation: 0, needs_handlers: 0 })
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where(events)
    .compile();
}

function countEvents(db: Sql, { key }: EraseWish, events: RawBuilder<boolean>) {
  return db
    .selectFrom('inbox')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where(events)
    .compile();
}

/** HubSpot's events name the portal, the provider's its customer, and a partner's have it at the end of their id. */
function eventsAbout({ key: { portalId }, customerIds }: EraseWish): readonly RawBuilder<boolean>[] {
  const own = raw<boolean>`(portal_id = ${portalId} OR event_id LIKE ${`partner.%:${portalId}`})`;
  const ofCustomers = inChunks(customerIds).map((some) => raw<boolean>`customer_id IN (${raw.join(some)})`);
  return [own, ...ofCustomers];
}

function removeSyncRows(db: Sql, { key }: EraseWish): CompiledQuery {
  return db
    .deleteFrom('kv')
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('key', 'like', `sync:${key.portalId}:%`)
    .compile();
}

function countSyncRows(db: Sql, { key }: EraseWish) {
  return db
    .selectFrom('kv')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('key', 'like', `sync:${key.portalId}:%`)
    .compile();
}
