/** Webhooks that arrive together are stored by one statement, and wait for the disk once. */
import { sql } from 'kysely';
import type { InboxEvent } from '../../billing/ports/inbox.js';
import type { Scope } from '../../billing/ports/scope.js';
import type { Instant } from '../../kernel/instant.js';
import type { Executor } from '../executor.js';
import { arrivedRow } from '../inbox.js';
import { postgres } from './postgres-sql.js';
import { writeRows } from './postgres-text.js';

/** A webhook and whose it is. */
export interface Arrival {
  readonly scope: Scope;
  readonly event: InboxEvent;
  readonly claimedUntil: Instant | undefined;
}

interface EventId {
  readonly app: string;
  readonly mode: string;
  readonly event_id: string;
}

/** Of two processes that store the same webhooks neither waits for the other's with one in hand: all go by the same order. */
const INSERT = sql<EventId>`
  INSERT INTO inbox (app, mode, event_id, type, portal_id, customer_id, received_at, sealed_body,
    needs_observation, needs_handlers, state, attempts, next_attempt_at, claimed_until)
  SELECT app, mode, event_id, type, portal_id, customer_id, received_at, sealed_body,
    needs_observation, needs_handlers, state, attempts, next_attempt_at, claimed_until
  FROM json_to_recordset(${'rows'}::json) AS arrived (app TEXT, mode TEXT, event_id TEXT, type TEXT, portal_id TEXT,
    customer_id TEXT, received_at BIGINT, sealed_body TEXT, needs_observation INTEGER, needs_handlers INTEGER,
    state TEXT, attempts INTEGER, next_attempt_at BIGINT,
    claimed_until BIGINT)
  ORDER BY app, mode, event_id
  ON CONFLICT DO NOTHING
  RETURNING app, mode, event_id`.compile(postgres);

/** Stores them durably; of one id twice, or known already, only one was stored. */
export async function receiveTogether(
  executor: Executor,
  arrivals: readonly Arrival[],
): Promise<readonly ('stored' | 'duplicate')[]> {
  const rows = arrivals.map(({ scope, event, claimedUntil }) => arrivedRow(scope, event, claimedUntil));
  const inserted = await executor.all<EventId>({ ...INSERT, parameters: [writeRows(rows)] });
  const stored = new Set(inserted.map(idOf));
  return rows.map((row) => (stored.delete(idOf(row)) ? 'stored' : 'duplicate'));
}

function idOf({ app, mode, event_id }: EventId): string {
  return JSON.stringify([app, mode, event_id]);
}
