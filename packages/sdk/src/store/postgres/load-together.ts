/** Accounts that are asked for together are read by one statement, their open events along with them. */
import { sql } from 'kysely';
import type { LoadedAccount } from '../../billing/ports/billing-store.js';
import type { AccountKey } from '../../kernel/ids.js';
import { loadedFrom } from '../billing-store.js';
import type { Executor } from '../executor.js';
import { AT_MOST } from './max-together.js';
import { postgres } from './postgres-sql.js';
import { writeRows } from './postgres-text.js';

interface Line {
  readonly place: number;
  readonly version: number | null;
  readonly due_at: number | null;
  readonly document: string | null;
  readonly event_id: string | null;
}

interface Found {
  row: { readonly version: number; readonly due_at: number | null; readonly document: string } | undefined;
  readonly openEventIds: string[];
}

/** A line for each account there is, and one for each of its open events. */
const SELECT = sql<Line>`
  WITH asked AS (
    SELECT * FROM json_to_recordset(${'keys'}::json) AS asked (place INTEGER, app TEXT, mode TEXT, portal_id TEXT)
    ${AT_MOST}
  )
  SELECT place, version, due_at, document, NULL AS event_id
  FROM asked JOIN accounts USING (app, mode, portal_id)
  UNION ALL
  SELECT place, NULL, NULL, NULL, event_id
  FROM asked JOIN customers USING (app, mode, portal_id) JOIN inbox USING (app, mode, customer_id)
  WHERE inbox.state IN ('open', 'unmatched', 'dead') AND inbox.needs_observation = 1`.compile(postgres);

/** Reads each account with its version and open events. */
export async function loadTogether(
  executor: Executor,
  keys: readonly AccountKey[],
): Promise<readonly LoadedAccount[]> {
  const asked = keys.map(({ app, mode, portalId }, place) => ({ place, app, mode, portal_id: portalId }));
  const lines = await executor.all<Line>({ ...SELECT, parameters: [writeRows(asked)] });
  const found = keys.map((): Found => ({ row: undefined, openEventIds: [] }));
  for (const { place, version, due_at, document, event_id } of lines) {
    const each = found[place];
    if (event_id !== null) each?.openEventIds.push(event_id);
    if (each && version !== null && document !== null) each.row = { version, due_at, document };
  }
  return keys.map((key, place) => loadedFrom(key, found[place]?.row, found[place]?.openEventIds ?? []));
}
