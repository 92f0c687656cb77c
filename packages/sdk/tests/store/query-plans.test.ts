import type { CompiledQuery } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  selectAccount,
  selectDue,
  selectEntitlement,
  selectOpenEventIds,
  selectPage,
  selectPortalOf,
} from '../../src/store/accounts.js';
import { createInbox } from '../../src/store/inbox.js';
import { migrate } from '../../src/store/migrate.js';
import { sqlite } from '../../src/store/schema.js';
import { selectHolders } from '../../src/store/trial-claims.js';
import { openSqlite } from '../../src/store/sqlite/sqlite-executor.js';
import { ACCOUNT_KEY } from '../../src/testing/build-account.js';
import { STORE_NOW, STORE_SCOPE } from '../../src/testing/store-wishes.js';

const executor = openSqlite(':memory:');
await migrate(executor);

async function planOf(query: CompiledQuery): Promise<string> {
  const rows = await executor.all<{ detail: string }>({
    ...query,
    sql: `EXPLAIN QUERY PLAN ${query.sql}`,
  });
  return rows.map((row) => row.detail).join('; ');
}

describe('the query plans', () => {
  it('find the gate’s row and the account by primary key', async () => {
    const byKey =
      /^SEARCH accounts USING INDEX sqlite_autoindex_accounts_1 \(app=\? AND mode=\? AND portal_id=\?\)$/;
    expect(await planOf(selectEntitlement(sqlite, ACCOUNT_KEY))).toMatch(byKey);
    expect(await planOf(selectAccount(sqlite, ACCOUNT_KEY))).toMatch(byKey);
  });

  it('find due accounts in the index of due instants, without sorting', async () => {
    const plan = await planOf(selectDue(sqlite, STORE_SCOPE, { now: STORE_NOW, limit: 100 }));
    expect(plan).toMatch(/^SEARCH accounts USING INDEX accounts_due \(app=\? AND mode=\? AND due_at<\?\)$/);
  });

  it('find a portal’s open events from its own customers, never by reading all customers or all events', async () => {
    const plan = await planOf(selectOpenEventIds(sqlite, ACCOUNT_KEY));
    expect(plan).toMatch(
      /SEARCH customers USING (?:COVERING )?INDEX customers_portal \(app=\? AND mode=\? AND portal_id=\?\)/,
    );
    expect(plan).toMatch(
      /SEARCH inbox USING INDEX inbox_customer \(app=\? AND mode=\? AND customer_id=\? AND state=\?\)/,
    );
  });

  it('find a customer’s portal and a page of accounts by primary key', async () => {
    expect(await planOf(selectPortalOf(sqlite, STORE_SCOPE, 'cus_1'))).toMatch(
      /autoindex_customers_1 .*customer_id=\?/,
    );
    const page = await planOf(selectPage(sqlite, STORE_SCOPE, { after: null, limit: 1 }));
    expect(page).toMatch(/^SEARCH accounts USING INDEX sqlite_autoindex_accounts_1 .*portal_id>\?\)$/);
  });

  it('find the holders of identities by primary key', async () => {
    const plan = await planOf(selectHolders(sqlite, STORE_SCOPE, ['email:a', 'card:k']));
    expect(plan).toMatch(/^SEARCH trial_claims USING INDEX sqlite_autoindex_trial_claims_1 .*identity=\?\)$/);
  });

  it('find bodies to drop among the bodies that are left, however many events there were', async () => {
    const plans: string[] = [];
    const spy = {
      ...executor,
      all: async (query: CompiledQuery) => [plans.push(await planOf(query))],
    };
    await createInbox(spy as never, sqlite).dropBodies(STORE_SCOPE, STORE_NOW);
    expect(plans.join()).toMatch(/USING INDEX inbox_bodies \(app=\? AND mode=\? AND received_at<\?\)/);
  });
});
