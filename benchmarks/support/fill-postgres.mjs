import { payingAccount, portalIdOf, customerIdOf, SCOPE } from './accounts.mjs';
import pg from 'pg';

/** Writes so many paying accounts, and their customers, straight into the database. */
export async function fillPostgres(url, portals, { now }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { app, mode } = SCOPE;
  for (let index = 0; index < portals; index++) {
    const account = payingAccount(index, now);
    const portalId = portalIdOf(index);
    await client.query(
      'INSERT INTO accounts (app, mode, portal_id, version, due_at, entitlement, document) VALUES ($1, $2, $3, 1, $4, $5, $6)',
      [app, mode, portalId, account.dueAt, JSON.stringify(account.entitlement), JSON.stringify(account)],
    );
    await client.query(
      'INSERT INTO customers (app, mode, customer_id, portal_id, is_current) VALUES ($1, $2, $3, $4, 1)',
      [app, mode, customerIdOf(index), portalId],
    );
  }
  await client.end();
}
