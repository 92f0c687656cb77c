import type { CompiledQuery } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  selectAccount,
  selectDue,
  selectReading,
  selectOpenEventIds,
  selectPage,
  selectPortalOf,
} from '../../src/store/accounts.js';
import { countOpenAlerts, selectAlert, selectAlerts } from '../../src/store/alerts.js';
import { createInbox } from '../../src/store/inbox.js';
import { claimOfPortal, countSkipped, selectNextPortal } from '../../src/store/inbox-turns.js';
import { deleteNotes, selectLast, selectListed } from '../../src/store/listed-subscriptions.js';
import { sqlite } from '../../src/store/schema.js';
import { selectFirstDue, takeTurn } from '../../src/store/sync-runs.js';
import { selectHolders } from '../../src/store/trial-claims.js';
import { ACCOUNT_KEY } from '../../src/testing/build-account.js';
import { STORE_NOW, STORE_SCOPE } from '../../src/testing/store-wishes.js';
import { executor, planOf } from './plan-of.js';

describe('the query plans', () => {
  it('find the gate’s row and the account by primary key', async () => {
    const byKey =
      /^SEARCH accounts USING INDEX sqlite_autoindex_accounts_1 \(app=\? AND mode=\? AND portal_id=\?\)$/;
    expect(await planOf(selectReading(sqlite, ACCOUNT_KEY))).toMatch(byKey);
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

  it('find what a listing has shown, and what to forget of it, by primary key, without sorting', async () => {
    const asked = { listing: STORE_NOW, subscriptionIds: ['sub_1', 'sub_2'] };
    const byKey =
      /^SEARCH listed_subscriptions USING (?:COVERING )?INDEX sqlite_autoindex_listed_subscriptions_1/;
    const found = await planOf(selectListed(sqlite, STORE_SCOPE, asked));
    expect(found).toMatch(byKey);
    expect(found).toContain('(app=? AND mode=? AND listing=? AND subscription_id=?)');
    const last = await planOf(selectLast(sqlite, STORE_SCOPE, { upTo: STORE_NOW, limit: 1_000 }));
    expect(last).toMatch(byKey);
    expect(last).not.toContain('TEMP B-TREE');
    const wish = { upTo: STORE_NOW, last: { listing: STORE_NOW, subscription_id: 'sub_1' } };
    const portion = await planOf(deleteNotes(sqlite, STORE_SCOPE, wish));
    expect(portion).toContain('(app=? AND mode=? AND (listing,subscription_id)<(?,?))');
    expect(await planOf(deleteNotes(sqlite, STORE_SCOPE, { ...wish, last: undefined }))).toMatch(byKey);
  });

  it('find open alerts among open ones alone, newest first without sorting, and one alert by primary key', async () => {
    const open = await planOf(selectAlerts(sqlite, STORE_SCOPE, {}, 100));
    expect(open).toMatch(/^SEARCH alerts USING INDEX alerts_open \(app=\? AND mode=\?\)$/);
    expect(await planOf(countOpenAlerts(sqlite, STORE_SCOPE))).toMatch(/INDEX alerts_open/);
    expect(await planOf(selectAlert(sqlite, STORE_SCOPE, 'a'))).toMatch(/autoindex_alerts_1 .*key=\?/);
  });

  it('find the next portal and its first event without reading any portal’s queue', async () => {
    const turn = { portalId: '1', now: STORE_NOW, leaseMs: 1 };
    expect(await planOf(selectNextPortal(sqlite, STORE_SCOPE, { after: '' }))).toMatch(
      /^SEARCH inbox USING COVERING INDEX inbox_turns \(app=\? AND mode=\? AND state=\? AND portal_id>\?\)$/,
    );
    const plan = await planOf(claimOfPortal(sqlite, STORE_SCOPE, turn));
    expect(plan).toMatch(
      /inbox_turns \(app=\? AND mode=\? AND state=\? AND portal_id=\? AND next_attempt_at<\?\)/,
    );
    expect(plan).toMatch(/inbox_claimed \(app=\? AND mode=\? AND portal_id=\?\)/);
    expect(plan).not.toContain('TEMP B-TREE');
    expect(await planOf(countSkipped(sqlite, ACCOUNT_KEY))).toMatch(/INDEX inbox_turns .*portal_id=\?/);
  });

  it('find a sync’s next turn in the index of due instants, without sorting, and take it by primary key', async () => {
    const first = await planOf(selectFirstDue(sqlite, STORE_SCOPE, { syncId: 'contacts', now: STORE_NOW }));
    expect(first).toMatch(/sync_runs_due \(app=\? AND mode=\? AND sync_id=\? AND due_at<\?\)/);
    expect(first).toMatch(/autoindex_sync_runs_1 \(app=\? AND mode=\? AND portal_id=\?\)/);
    expect(first).not.toContain('TEMP B-TREE');
    const key = { ...ACCOUNT_KEY, syncId: 'contacts' };
    const take = await planOf(takeTurn(sqlite, key, { claim: 'c', now: STORE_NOW, until: STORE_NOW }));
    expect(take).toMatch(/autoindex_sync_runs_1 .*portal_id=\? AND sync_id=\?/);
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
