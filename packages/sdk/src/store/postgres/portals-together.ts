/** The portals of customers that are asked for together, by one statement. */
import { sql } from 'kysely';
import type { Scope } from '../../billing/ports/scope.js';
import type { CustomerId, PortalId } from '../../kernel/ids.js';
import type { Executor } from '../executor.js';
import { AT_MOST } from './max-together.js';
import { postgres } from './postgres-sql.js';
import { writeRows } from './postgres-text.js';

interface Line {
  readonly place: number;
  readonly portal_id: PortalId;
}

const SELECT = sql<Line>`
  WITH asked AS (
    SELECT * FROM json_to_recordset(${'customers'}::json) AS asked (place INTEGER, app TEXT, mode TEXT, customer_id TEXT)
    ${AT_MOST}
  )
  SELECT place, portal_id FROM asked JOIN customers USING (app, mode, customer_id)`.compile(postgres);

/** The portal of each customer, current or former; null: nobody's. */
export async function findPortalsTogether(
  executor: Executor,
  asked: readonly { readonly scope: Scope; readonly customerId: CustomerId }[],
): Promise<readonly (PortalId | null)[]> {
  const rows = asked.map(({ scope: { app, mode }, customerId }, place) => ({
    ...{ place, app, mode, customer_id: customerId },
  }));
  const found = await executor.all<Line>({ ...SELECT, parameters: [writeRows(rows)] });
  const portals = new Map(found.map(({ place, portal_id }) => [place, portal_id]));
  return rows.map(({ place }) => portals.get(place) ?? null);
}
