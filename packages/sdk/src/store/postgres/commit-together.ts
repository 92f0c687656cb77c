/**
 * What webhooks ask for again and again is one statement, and many accounts' one transaction: an account's new version, its lines of history, what is
 * to be told, and its webhooks closed. Each account's version is checked by itself; a row that somebody else has locked is passed over, so that nobody
 * waits for another's account. What was not written is tried alone by whoever asked, and waits or conflicts there.
 */
import { sql } from 'kysely';
import type { AccountChange } from '../../billing/ports/billing-store.js';
import { accountValues, closedByObservation, journalRows } from '../accounts.js';
import type { Executor } from '../executor.js';
import { effectRow } from '../outbox.js';
import { AT_MOST } from './max-together.js';
import { postgres } from './postgres-sql.js';
import { writeRows } from './postgres-text.js';

const CLOSED = closedByObservation();

const COMMIT = sql<{ place: number }>`
  WITH change AS (
    SELECT * FROM json_to_recordset(${'accounts'}::json) AS change (place INTEGER, app TEXT, mode TEXT, portal_id TEXT,
      expected_version BIGINT, version BIGINT, due_at BIGINT, entitlement TEXT, document TEXT)
    ${AT_MOST}
  ), locked AS MATERIALIZED (
    SELECT change.* FROM change JOIN accounts USING (app, mode, portal_id)
    WHERE accounts.version = change.expected_version
    ORDER BY accounts.app, accounts.mode, accounts.portal_id
    FOR NO KEY UPDATE OF accounts SKIP LOCKED
  ), written AS (
    UPDATE accounts
    SET version = locked.version, due_at = locked.due_at, entitlement = locked.entitlement, document = locked.document
    FROM locked
    WHERE accounts.app = locked.app AND accounts.mode = locked.mode AND accounts.portal_id = locked.portal_id
      AND accounts.version = locked.expected_version
    RETURNING locked.place
  ), told AS (
    INSERT INTO journal (app, mode, portal_id, version, line, event_id, at, cause, summary)
    SELECT app, mode, portal_id, version, line, event_id, at, cause, summary
    FROM json_to_recordset(${'journal'}::json) AS entry (place INTEGER, app TEXT, mode TEXT, portal_id TEXT,
      version BIGINT, line INTEGER, event_id TEXT, at BIGINT, cause TEXT, summary TEXT) JOIN written USING (place)
  ), added AS (
    INSERT INTO outbox (app, mode, key, portal_id, effect, created_at, state, attempts, next_attempt_at)
    SELECT app, mode, key, portal_id, effect, created_at, state, attempts, next_attempt_at
    FROM json_to_recordset(${'effects'}::json) AS effect (place INTEGER, app TEXT, mode TEXT, key TEXT, portal_id TEXT,
      effect TEXT, created_at BIGINT, state TEXT, attempts INTEGER, next_attempt_at BIGINT) JOIN written USING (place)
    ORDER BY app, mode, key
    ON CONFLICT DO NOTHING
  ), closed AS (
    UPDATE inbox
    SET needs_observation = 0, claimed_until = ${CLOSED.claimed_until}, state = ${CLOSED.state}
    FROM json_to_recordset(${'events'}::json) AS event (place INTEGER, app TEXT, mode TEXT, event_id TEXT)
      JOIN written USING (place)
    WHERE inbox.app = event.app AND inbox.mode = event.mode AND inbox.event_id = event.event_id
      AND inbox.needs_observation = 1
  )
  SELECT place FROM written`.compile(postgres);

/** Whether the change is one of those; another one claims a trial, maps a customer, raises an alert anew, or makes the account. */
export function isPlain(change: AccountChange): boolean {
  const { expectedVersion, isCustomerKept, releasedCustomerIds, trialClaims, effects } = change;
  return (
    expectedVersion > 0 &&
    isCustomerKept &&
    releasedCustomerIds.length === 0 &&
    trialClaims.claimed.length + trialClaims.released.length === 0 &&
    effects.every(({ kind }) => kind !== 'raiseAlert')
  );
}

/** Carries out plain changes, each of them or not by its own version and lock; answers which were written. */
export async function commitTogether(
  executor: Executor,
  changes: readonly AccountChange[],
): Promise<readonly boolean[]> {
  const parameters = [changes.map(accountOf), rowsOf(changes, journalRows), rowsOf(changes, effectRows)];
  const lists = [...parameters, rowsOf(changes, closedEvents)].map((rows) => writeRows(rows));
  const written = await executor.all<{ place: number }>({ ...COMMIT, parameters: lists });
  const places = new Set(written.map(({ place }) => place));
  return changes.map((_change, place) => places.has(place));
}

function accountOf(change: AccountChange, place: number) {
  const { app, mode, portalId } = change.account.key;
  const { expectedVersion: expected_version } = change;
  return { place, app, mode, portal_id: portalId, expected_version, ...accountValues(change) };
}

/** The rows of all changes, each with the place of its change. */
function rowsOf<Row extends object>(
  changes: readonly AccountChange[],
  rowsOfOne: (change: AccountChange) => readonly Row[],
): readonly (Row & { readonly place: number })[] {
  return changes.flatMap((change, place) => rowsOfOne(change).map((row) => ({ ...row, place })));
}

function effectRows({ account, effects, now }: AccountChange) {
  const { portalId } = account.key;
  return effects.map((effect) => effectRow(account.key, { portalId, effect, now }));
}

function closedEvents({ account, closedEventIds }: AccountChange) {
  const { app, mode } = account.key;
  return closedEventIds.map((event_id) => ({ app, mode, event_id }));
}
