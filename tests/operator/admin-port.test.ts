/** The operators' port, beside the store and over signed HTTP: the same rules, so that the two cannot differ. */
import { existsSync, readFileSync } from 'node:fs';
import { defineWorker, billing } from '@hs-x/sdk';
import { createHttpAdminPort, type AdminPort, type PortalSummary } from '@hs-x/sdk/admin';
import { loadAppConfig } from '@hs-x/sdk/config';
import { composeApp } from '@hs-x/sdk/node';
import { openSqliteStores, type SqliteStores } from '@hs-x/sdk/sqlite';
import { silentLogger } from '@hs-x/sdk';
import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { everyRow } from '../support/stored-rows.js';

const SECRET = 'an-operators-secret-of-32-characters-or-more';
const ACTED = { actor: 'ops@northstar.example', reason: 'invoice 2026-114' };
const EXAMPLE = new URL('../../examples/billing-guide/hs-x.toml', import.meta.url);
const DAY_MS = 86_400_000;

interface Opened {
  readonly world: World;
  readonly port: AdminPort;
  close(): Promise<void>;
}

const worker = defineWorker((parts) => parts.worker.use(billing()));

async function overHttp(): Promise<Opened> {
  const world = await startWorld({
    definition: worker,
    environment: { HSX_ADMIN_SECRET: `${SECRET},old` + 'x'.repeat(32) },
  });
  return {
    world,
    port: createHttpAdminPort({ origin: world.appUrl, secret: SECRET }),
    close: () => world.close(),
  };
}

async function besideTheStore(): Promise<Opened> {
  const world = await startWorld({ definition: worker });
  const stores: SqliteStores = await openSqliteStores(world.databaseFile);
  const { admin } = composeApp({
    definition: worker,
    config: loadAppConfig(await readFile(EXAMPLE, 'utf8')),
    environment: {
      APP_URL: world.appUrl,
      HSX_SECRET: 'a-secret-for-tests-of-32-characters-or-more',
      HUBSPOT_CLIENT_ID: 'client',
      HUBSPOT_CLIENT_SECRET: 'secret',
      STRIPE_SECRET: world.simulators.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: 'whsec_unused',
    },
    stores,
    logger: silentLogger,
    background: (work) => void work(),
    clock: { now: () => world.simulators.clock.now() },
    vendors: {
      hubspotOrigins: {
        appOrigin: world.simulators.hubspot.origin,
        apiOrigin: world.simulators.hubspot.origin,
      },
      stripeOrigin: world.simulators.stripe.origin,
      httpOrigins: {},
    },
  });
  return {
    world,
    port: admin,
    async close() {
      stores.close();
      await world.close();
    },
  };
}

/** The file itself, once its write-ahead log is empty: what was erased must not be readable in free pages. */
function bytesOf({ databaseFile }: World): Buffer {
  const database = new Database(databaseFile);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return Buffer.concat(
    ['', '-wal'].map((end) =>
      existsSync(databaseFile + end) ? readFileSync(databaseFile + end) : Buffer.of(),
    ),
  );
}

const until = (opened: Opened, days: number) => opened.world.simulators.clock.now() + days * DAY_MS;
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error as { code: string }).code,
  );

describe.each([
  ['beside the store', besideTheStore],
  ['over signed HTTP', overHttp],
])('the operators’ port %s', (_name, open) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  const call: AdminPort['call'] = (name, request) => opened.port.call(name, request);

  it('gives a portal access before it has ever installed the app, and says so', async () => {
    const { before, after, grant } = await call('grant', {
      ...ACTED,
      portalId: '1001',
      plan: 'scale',
      until: until(opened, 30),
    });
    expect([before, after?.plan, after?.source, grant.state]).toEqual([null, 'scale', 'invoice', 'live']);
    const { verdict, isAllowed } = await call('explain', { portalId: '1001', feature: 'agent.tools' });
    expect([isAllowed, verdict]).toEqual([
      true,
      expect.stringMatching(/^Yes: plan scale holds agent\.tools, by a grant \(invoice\) until /),
    ]);
  });

  it('keeps a revoked grant in the ledger, with who took it back and why', async () => {
    await call('grant', { ...ACTED, portalId: '1002', plan: 'team' });
    const { after } = await call('revoke', { ...ACTED, portalId: '1002', reason: 'contract ended' });
    expect(after).toBeNull();
    const { grants, journal } = await call('show', { portalId: '1002' });
    expect(grants.map(({ state, actor }) => [state, actor])).toEqual([['revoked', ACTED.actor]]);
    expect(journal.map(({ summary }) => summary)).toContain(
      `${ACTED.actor} took a grant back: contract ended`,
    );
  });

  it('asks which grant when there are several', async () => {
    for (const grantId of ['a', 'b'])
      await call('grant', { ...ACTED, portalId: '1003', plan: 'team', grantId });
    expect(await codeOf(call('revoke', { ...ACTED, portalId: '1003' }))).toBe('CONFLICT');
    const { grant } = await call('revoke', { ...ACTED, portalId: '1003', grantId: 'b' });
    expect([grant.grantId, grant.state]).toEqual(['b', 'revoked']);
    expect(await codeOf(call('revoke', { ...ACTED, portalId: '1003', grantId: 'b' }))).toBe('NOT_FOUND');
  });

  it('refuses what is not of the allowed form, and changes nothing', async () => {
    const grant = { ...ACTED, portalId: '1009', plan: 'team' };
    const refusals = await Promise.all(
      [
        call('grant', { ...grant, portalId: 'x' }),
        call('grant', { ...grant, plan: 'teem' }),
        call('grant', { ...grant, until: 1 }),
        call('grant', { ...grant, source: 'reviewer' }),
        call('grant', { ...grant, reason: '' }),
        call('grant', { ...grant, actor: 'a\nb' }),
        call('list', { limit: 501 }),
        call('list', { after: 'nowhere' }),
        call('list', { sort: 'colour' as never }),
      ].map(codeOf),
    );
    expect(new Set(refusals)).toEqual(new Set(['REQUEST_INVALID']));
    expect(await codeOf(call('show', { portalId: '1009' }))).toBe('NOT_FOUND');
  });

  it('lists portals filtered, sorted either way and page by page, each exactly once', async () => {
    for (let id = 2001; id <= 2007; id++) {
      await call('grant', { ...ACTED, portalId: String(id), plan: id % 2 ? 'team' : 'scale' });
    }
    const pages = async (order: 'ascending' | 'descending') => {
      const seen: PortalSummary[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await call('list', {
          search: '200',
          sort: 'plan',
          order,
          limit: 2,
          ...(after === undefined ? {} : { after }),
        });
        seen.push(...page.entries);
        after = page.next;
      }
      return seen.map(({ portalId }) => portalId);
    };
    const up = ['2002', '2004', '2006', '2001', '2003', '2005', '2007'];
    expect(await pages('ascending')).toEqual(up);
    expect(await pages('descending')).toEqual(['2001', '2003', '2005', '2007', '2002', '2004', '2006']);
    const byId = await call('list', { search: '200', order: 'descending', limit: 1 });
    expect(byId.entries[0]?.portalId).toBe('2007');
    const { entries } = await call('list', { search: '200', plan: 'team', hasAccess: true });
    expect(entries).toHaveLength(4);
  });

  it('says what another hs-x.toml would change, and writes nothing', async () => {
    const config = loadAppConfig(readFileSync(EXAMPLE, 'utf8')).billing;
    const team = { ...config.plan.team!, features: ['sync.basic'] };
    await call('grant', { ...ACTED, portalId: '3001', plan: 'team' });
    const before = await call('show', { portalId: '3001' });
    const { entries, next } = await call('diffPlans', {
      from: null,
      to: { ...config, plan: { ...config.plan, team } },
    });
    expect(next).toBeNull();
    expect(entries.find(({ portalId }) => portalId === '3001')?.lost).toEqual([
      'sync.bidirectional',
      'card.read',
      'card.edit',
      'agent.tools',
    ]);
    expect(await call('show', { portalId: '3001' })).toEqual(before);
  });

  it('links to the billing page and to the checkout of a plan that is sold', async () => {
    const { url, expiresAt } = await call('link', { portalId: '1001', to: 'checkout', plan: 'team' });
    expect(new URL(url).pathname).toBe('/billing/checkout');
    expect(expiresAt).toBe(until(opened, 30));
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Continue with Team')]);
    expect(await codeOf(call('link', { portalId: '1001', to: 'checkout', plan: 'free' }))).toBe(
      'REQUEST_INVALID',
    );
    expect(await codeOf(call('link', { portalId: '77', to: 'billing' }))).toBe('NOT_FOUND');
  });

  it('erases a portal: nothing names it any more but its keyed hashes, and the receipt says what went', async () => {
    const portalId = '4001';
    await call('grant', { ...ACTED, portalId, plan: 'team', reason: 'for jo@customer.example' });
    expect(await codeOf(call('erase', { ...ACTED, portalId }))).toBe('CONFLICT');
    await call('revoke', { ...ACTED, portalId });
    const dry = await call('erase', { ...ACTED, portalId, dryRun: true });
    expect(dry).toMatchObject({ isDryRun: true, removed: { journal: expect.any(Number) as number } });
    expect((await call('show', { portalId })).journal.length).toBeGreaterThan(0);
    expect(bytesOf(opened.world).includes('jo@customer.example')).toBe(true);
    const receipt = await call('erase', { ...ACTED, portalId });
    expect(bytesOf(opened.world).includes('jo@customer.example')).toBe(false);
    expect([receipt.isDryRun, receipt.receiptId.length > 20]).toEqual([false, true]);
    const after = await call('show', { portalId });
    expect([after.entitlement, after.grants, after.journal, after.install]).toEqual([null, [], [], null]);
    expect([
      JSON.stringify(everyRow(opened.world)).includes('jo@customer.example'),
      receipt.removed.accounts,
    ]).toEqual([false, 1]);
  });

  it('tells the app’s health with the bounds of a lost event', async () => {
    const health = await call('health', {});
    expect(health).toMatchObject({
      app: 'app',
      mode: 'test',
      provider: 'stripe',
      openAlerts: expect.any(Number) as number,
    });
    expect(health.bounds.overEntitledMs).toBe(4 * DAY_MS);
    expect(health.portals).toBeGreaterThan(5);
  });

  it('reconciles part by part', async () => {
    const { report } = await vi.waitFor(() => call('reconcile', { owner: 'test' }), { timeout: 10_000 }); // the app itself may be at it
    expect(report).toMatchObject({ listed: 0, unexplained: 0 });
  });

  it('answers alerts, and marks them as dealt with', async () => {
    const { entries } = await call('alerts', { state: 'all' });
    const keys = entries.map(({ key }) => key);
    if (keys.length > 0) await call('resolveAlerts', { keys, actor: ACTED.actor });
    expect((await call('alerts', {})).entries).toEqual([]);
  });

  it('knows no webhook that never came', async () => {
    expect(await codeOf(call('replay', { eventId: 'evt_nobody' }))).toBe('NOT_FOUND');
    expect(await call('replay', { dead: true })).toEqual({ events: [] });
  });
});
