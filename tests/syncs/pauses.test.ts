/** When a sync stops, why, and what makes it go on. Before every page the portal is looked at anew. */
import Database from 'better-sqlite3';
import { requireFeature, defineWorker, billing } from '@hs-x/sdk';
import { DEFAULT_START_AT } from '@hs-x/simulators';
import { afterEach, describe, expect, it } from 'vitest';
import { environmentOf, startLoneApp } from '../attacks/lone-app.js';
import {
  listSource,
  listWorker,
  people,
  PORTAL,
  SCHEDULE_MS,
  startSyncWorld,
  toml,
  type SyncWorld,
} from './sync-world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The free plan without the feature. */
const PAID_ONLY = toml().replace('features = ["sync.basic"]', 'features = []');
const TEAM = { plan: 'team', status: 'active' };

let world: SyncWorld;
afterEach(() => world.close());

describe('a portal that has not paid', () => {
  it('is paused for billing, pulls nothing, and goes on at once when it is given a plan', async () => {
    let pulls = 0;
    world = await startSyncWorld(
      listSource(people(120), () => void (pulls += 1)),
      { toml: PAID_ONLY },
    );
    await world.install();
    await world.advanceBy(HOUR_MS);
    expect(world.row()).toMatchObject({ status: 'paused', pausedReason: 'billing' });
    expect([pulls, world.contacts().length]).toEqual([0, 0]);
    await world.putEntitlement(TEAM);
    await world.settle();
    expect(world.contacts()).toHaveLength(120);
    expect(world.row()).toMatchObject({ status: 'active', pausedReason: null });
  });

  it('which paid when the run began stops at the next page, and goes on from there when it pays again', async () => {
    let isPaying = true;
    world = await startSyncWorld(
      listSource(people(450), async ({ cursor }) => {
        if (cursor !== '200' || !isPaying) return;
        isPaying = false;
        await world.call('dropRow', {});
      }),
      { toml: PAID_ONLY },
    );
    await world.install();
    await world.putEntitlement(TEAM);
    await world.settle();
    // The page under way was paid for when it began.
    expect([world.contacts().length, world.used()]).toEqual([300, 300]);
    expect(world.row()).toMatchObject({
      status: 'paused',
      pausedReason: 'billing',
      lastRun: { written: 300 },
    });
    await world.putEntitlement(TEAM);
    await world.advanceBy(SCHEDULE_MS);
    expect([world.contacts().length, world.used()]).toEqual([450, 450]);
    expect(world.row().lastRun).toMatchObject({ pulled: 450, written: 450 });
  });
});

describe('a sync that somebody pauses', () => {
  it.each(['downgrade', 'by hand'])(
    '(%s) during its run stops at the next page and stays so',
    async (reason) => {
      world = await startSyncWorld(
        listSource(people(450), async ({ cursor }) => {
          if (cursor === '200') await world.call('pause', { reason });
        }),
      );
      await world.install();
      await world.settle();
      await world.advanceBy(DAY_MS);
      expect([world.contacts().length, world.used()]).toEqual([300, 300]);
      expect(world.row()).toMatchObject({ status: 'paused', pausedReason: reason });
    },
  );

  it('goes on from the same cursor when it is resumed', async () => {
    const cursors: (string | null)[] = [];
    world = await startSyncWorld(
      listSource(people(450), async ({ cursor }) => {
        cursors.push(cursor);
        if (cursor === '200' && cursors.length === 3) await world.call('pause', { reason: 'by hand' });
      }),
    );
    await world.install();
    await world.settle();
    await world.call('resume', {});
    await world.advanceBy(SCHEDULE_MS);
    expect([world.contacts().length, world.used()]).toEqual([450, 450]);
    expect(cursors).toEqual([null, '100', '200', '300', '400']);
  });
});

describe('a portal that has removed the app', () => {
  const isInstalled = async () => {
    const { engine } = world.app;
    const { account } = await engine.store.load({ ...engine.scope, portalId: String(PORTAL) });
    return account.install?.uninstalledAt === null;
  };

  it('has no run any more, and begins again where it was when it installs the app anew', async () => {
    const list = people(50);
    let pulls = 0;
    world = await startSyncWorld(listSource(list, () => void (pulls += 1)));
    await world.install();
    await world.settle();
    world.simulators.hubspot.control.uninstall(PORTAL);
    list.push(...people(50, 50));
    await world.advanceBy(SCHEDULE_MS);
    expect(world.row()).toMatchObject({ status: 'paused', pausedReason: 'uninstalled' });
    const seen = pulls;
    for (let day = 0; day < 12; day++) await world.advanceBy(DAY_MS); // the app learns of it
    expect(await isInstalled()).toBe(false);
    expect(world.row().nextRunAt).toBeNull();
    await world.advanceBy(10 * DAY_MS);
    expect([pulls, world.contacts().length, world.used()]).toEqual([seen, 50, 50]);
    await world.install();
    await world.settle();
    expect([world.contacts().length, world.used()]).toEqual([100, 100]);
    expect(world.row()).toMatchObject({ status: 'active', pausedReason: null });
  });
});

describe('a source', () => {
  const worldOf = (pull: () => Promise<unknown>) => startSyncWorld({ name: 'odd', pull: pull as never });

  it.each([
    ['throws', () => Promise.reject(new Error('secret-value of a customer')), 'INTERNAL'],
    ['answers nothing', () => Promise.resolve(undefined), 'REQUEST_INVALID'],
    [
      'makes no progress',
      () => Promise.resolve({ records: [], nextCursor: null, isComplete: false }),
      'REQUEST_INVALID',
    ],
    [
      'gives more than was asked for',
      () => Promise.resolve({ records: people(101), nextCursor: 'x', isComplete: true }),
      'REQUEST_INVALID',
    ],
  ])('that %s puts its run off and says why without what it holds', async (_what, pull, code) => {
    world = await worldOf(pull);
    await world.install();
    await world.settle();
    expect(world.row()).toMatchObject({ status: 'active', lastError: { code } });
    expect([world.contacts().length, world.used()]).toEqual([0, 0]);
    expect(JSON.stringify(world.row())).not.toContain('secret-value');
  });
});

describe('two processes on one store', () => {
  it('never run one portal’s sync at the same time, and share the portals', async () => {
    const underWay = new Map<string, number>();
    let most = 0;
    const calls: string[] = [];
    const list = people(0);
    const worker = (name: string) =>
      defineWorker(({ worker: declared }) => {
        declared.use(billing());
        declared.sync(
          {
            name: 'slow list',
            async pull(ctx, { cursor, limit }) {
              underWay.set(ctx.portalId, (underWay.get(ctx.portalId) ?? 0) + 1);
              most = Math.max(most, ...underWay.values());
              if (list.length > 0) calls.push(name);
              await new Promise((resolve) => setTimeout(resolve, 50));
              underWay.set(ctx.portalId, (underWay.get(ctx.portalId) ?? 0) - 1);
              return listSource(list).pull(ctx, { cursor, limit });
            },
          },
          {
            into: 'contacts',
            schedule: '5m',
            schema: { email: 'mail' },
            beforeRun: (ctx) => requireFeature(ctx, 'sync.basic'),
          },
        );
      });
    world = await startSyncWorld(listSource([]), { definition: worker('first') });
    const lone = await startLoneApp(world, environmentOf(world), { definition: worker('second'), port: 0 });
    const portals = [PORTAL, PORTAL + 1, PORTAL + 2, PORTAL + 3];
    for (const portalId of portals) await world.install(portalId);
    await Promise.all([world.app.tick(), lone.app.tick()]);
    list.push(...people(250));
    const advanced = world.advanceBy(SCHEDULE_MS);
    for (let round = 0; round < 3; round++) await lone.app.tick();
    await advanced;
    await world.app.tick();
    await lone.app.stop();
    for (const portalId of portals)
      expect([world.contacts(portalId).length, world.used(portalId)]).toEqual([250, 250]);
    expect(most).toBe(1);
    expect(new Set(calls).size).toBe(2);
    expect(calls).toHaveLength(portals.length * 3);
  });
});

describe('the turns', () => {
  it('are fair: a portal with a long list keeps one with a short list waiting for a turn of its own at most', async () => {
    const order: string[] = [];
    const aTurn = 10;
    const definition = listWorker({
      name: 'by portal',
      pull(ctx, wish) {
        order.push(ctx.portalId);
        const isLong = ctx.portalId === String(PORTAL);
        return listSource(people(isLong ? 4_000 : 50)).pull(ctx, wish);
      },
    });
    // Every page takes a millisecond: on a clock that stands still all turns are due at once, and none is the next.
    const clock = { now: () => DEFAULT_START_AT + order.length };
    world = await startSyncWorld(listSource([]), { definition, start: { clock } });
    await world.install(PORTAL);
    await world.install(PORTAL + 1);
    const pagesUntilThen = order.length;
    for (let round = 0; round < 4; round++) await world.settle();
    const pagesBefore = order.indexOf(String(PORTAL + 1)) - pagesUntilThen;
    expect(pagesBefore).toBeLessThanOrEqual(aTurn);
    expect(world.contacts(PORTAL + 1)).toHaveLength(50);
    expect(world.contacts(PORTAL)).toHaveLength(4_000);
  });

  it('cost what is due: an idle tick reads nothing of the portals', async () => {
    world = await startSyncWorld(listSource(people(10)));
    await world.install();
    await world.settle();
    const database = new Database(world.databaseFile);
    database.exec('ALTER TABLE accounts RENAME TO accounts_away');
    await expect(world.app.app.runSyncs()).resolves.toBe(0);
    database.exec('ALTER TABLE accounts_away RENAME TO accounts');
    database.close();
  });
});
