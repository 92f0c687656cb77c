/** A sync moves records into HubSpot: all of them, once each, and counts exactly what was written. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  listSource,
  people,
  PORTAL,
  SCHEDULE_MS,
  startSyncWorld,
  toml,
  type SyncWorld,
} from './sync-world.js';

let world: SyncWorld;
afterEach(() => world.close());

const distinct = (list: readonly string[]) => new Set(list).size;

describe('a sync of 1,250 records', () => {
  it('writes each of them once, in pages of 100, and counts exactly them', async () => {
    const cursors: (string | null)[] = [];
    world = await startSyncWorld(listSource(people(1_250), ({ cursor }) => void cursors.push(cursor)));
    await world.install();
    await world.settle();
    expect([world.contacts().length, distinct(world.contacts()), world.used()]).toEqual([
      1_250, 1_250, 1_250,
    ]);
    expect(cursors).toEqual([null, ...Array.from({ length: 12 }, (_unused, page) => `${(page + 1) * 100}`)]);
    expect(world.row()).toMatchObject({
      status: 'active',
      lastRun: { pulled: 1_250, written: 1_250, created: 1_250, skipped: 0, failed: 0 },
    });
  });

  it('begins its next run where the last one ended, and counts what is new', async () => {
    const list = people(120);
    world = await startSyncWorld(listSource(list));
    await world.install();
    await world.settle();
    await world.advanceBy(SCHEDULE_MS);
    expect([world.contacts().length, world.used()]).toEqual([120, 120]);
    list.push(...people(30, 120));
    await world.advanceBy(SCHEDULE_MS);
    expect([world.contacts().length, world.used()]).toEqual([150, 150]);
    expect(world.row().lastRun).toMatchObject({ pulled: 30, written: 30, created: 30 });
  });
});

describe('a sync that runs into the limit', () => {
  it('writes up to it and no more, is paused for it, and goes on by itself when the portal’s plan allows more', async () => {
    world = await startSyncWorld(listSource(people(500)), { toml: toml(250) });
    await world.install();
    await world.settle();
    expect([world.contacts().length, world.used()]).toEqual([250, 250]);
    expect(world.row()).toMatchObject({ status: 'paused', pausedReason: 'limit' });
    await world.putEntitlement({ plan: 'team', status: 'active' });
    await world.settle();
    expect([world.contacts().length, world.used()]).toEqual([500, 500]);
    expect(world.row()).toMatchObject({ status: 'active', pausedReason: null });
  });

  it('goes on by itself when the window begins again', async () => {
    world = await startSyncWorld(listSource(people(300)), { toml: toml(250) });
    await world.install();
    await world.settle();
    await world.advanceBy(32 * 86_400_000);
    expect([world.contacts().length, world.used()]).toEqual([300, 300]);
  });
});

describe('records that HubSpot refuses', () => {
  const bad = { mail: 'nobody', name: 'No address' };

  it('keep no other record out, are named at the sync, and are not counted', async () => {
    world = await startSyncWorld(
      listSource([...people(60), bad, ...people(60, 60), { mail: '', name: 'x' }]),
    );
    await world.install();
    await world.settle();
    expect([world.contacts().length, world.used()]).toEqual([120, 120]);
    const row = world.row();
    expect(row.lastRun).toMatchObject({ pulled: 122, written: 120, failed: 1, skipped: 1 });
    expect(row.refused).toMatchObject([{ id: 'nobody', code: 'VALIDATION_ERROR' }]);
    expect(world.logLines.join()).not.toContain('nobody');
  });

  it('are found by halving where HubSpot refuses the whole batch', async () => {
    world = await startSyncWorld(listSource(people(100)));
    await world.install();
    world.refuse(400, 1);
    await world.settle();
    expect([world.contacts().length, world.used()]).toEqual([100, 100]);
    expect(world.row().lastRun).toMatchObject({ written: 100, failed: 0 });
  });

  it('are found one by one when HubSpot goes on refusing', async () => {
    world = await startSyncWorld(listSource(people(2)));
    await world.install();
    world.refuse(409, 2); // the batch, and the first of its two records
    await world.settle();
    expect([world.contacts(), world.used()]).toEqual([['person-1@list.example'], 1]);
    expect(world.row().refused).toMatchObject([{ id: 'person-0@list.example', code: 'REFUSED' }]);
  });
});

describe('HubSpot on a bad day', () => {
  it.each([
    ['too many requests', 429, 7, 6, 8],
    ['a locked resource without a word about when', 423, undefined, 1, 11],
    ['an account that moves between data centres', 477, 900, 890, 11],
    ['a server error', 503, undefined, 9, 2],
  ])(
    '(%s) is waited for, and nothing is counted twice',
    async (_what, status, retryAfterS, earlyS, laterS) => {
      world = await startSyncWorld(listSource(people(250)));
      await world.install();
      world.refuse(status, 1, retryAfterS);
      await world.settle();
      expect(world.contacts()).toEqual([]);
      expect(world.row()).toMatchObject({ status: 'active', lastError: { code: 'HUBSPOT_UNAVAILABLE' } });
      await world.advanceBy(earlyS * 1_000);
      expect(world.contacts()).toEqual([]);
      await world.advanceBy(laterS * 1_000);
      expect([world.contacts().length, world.used()]).toEqual([250, 250]);
      expect(world.row().lastError).toBeNull();
    },
  );

  it('refuses ten calls in a row: everything arrives all the same, once', async () => {
    world = await startSyncWorld(listSource(people(450)));
    await world.install();
    world.refuse(429, 10, 1);
    for (let second = 0; second < 12; second++) await world.advanceBy(1_000);
    expect([world.contacts().length, world.used()]).toEqual([450, 450]);
  });

  it('refuses the app its scope: nothing is counted, the row says why, and after five times somebody is told', async () => {
    world = await startSyncWorld(listSource(people(10)));
    await world.install();
    world.refuse(403, 5);
    for (let minute = 0; minute < 15; minute++) await world.advanceBy(60_000);
    const alerts = () => world.app.engine.alerts.store.list(world.app.engine.scope, { limit: 10 });
    expect(world.used()).toBe(0);
    expect(world.row()).toMatchObject({ status: 'active', lastError: { code: 'HUBSPOT_MISCONFIGURED' } });
    expect(JSON.stringify(await alerts())).toContain('sync_failing');
    for (let minute = 0; minute < 10; minute++) await world.advanceBy(60_000);
    expect([world.contacts().length, world.used()]).toEqual([10, 10]);
    expect(PORTAL).toBeGreaterThan(0);
  });
});
