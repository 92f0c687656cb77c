import pg from 'pg';
import { fillStatements } from './portals.mjs';

/** Writes so many accounts like the first one, and their customers, straight into the database, and lets it count them. */
export async function fillPostgres(url, portals, options) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of fillStatements(portals, options)) await client.query(statement);
  await client.query('ANALYZE accounts, customers');
  await client.end();
}
