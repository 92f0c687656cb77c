/** A process that is killed at HubSpot's door, again and again, and what its sync makes of it in the end. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { environmentOf } from '../attacks/lone-app.js';
import { openMortalProcess, type Fate, type MortalProcess } from '../support/mortal-process.js';
import { listSource, startSyncWorld, toml, type SyncWorld } from './sync-world.js';

const RECORDS = 1_250;

let world: SyncWorld;
let syncer: MortalProcess;

beforeEach(async () => {
  world = await startSyncWorld(listSource([]));
  await world.install();
  await world.settle();
  syncer = await openMortalProcess({
    entry: new URL('./crash-entry.mjs', import.meta.url),
    vendorOrigin: world.simulators.hubspot.origin,
    counts: ({ url = '' }) => url.includes('/batch/upsert'),
  });
});

afterEach(async () => {
  await syncer.close();
  await world.close();
});

function start(fates: readonly Fate[] = []): void {
  const settings = {
    records: RECORDS,
    toml: toml(),
    database: world.databaseFile,
    hubspotOrigin: syncer.gatewayOrigin,
    stripeOrigin: world.simulators.stripe.origin,
    nowMs: world.simulators.clock.now(),
    environment: environmentOf(world),
  };
  syncer.start(settings, fates);
}

it('moves 1,250 records once each and counts exactly them, however often the process dies at HubSpot’s door', async () => {
  await world.app.stop();
  await world.simulators.clock.advanceBy(86_400_000);
  const lives: readonly Fate[][] = [
    ['dieAsking'],
    ['dieUnheard'],
    ['dieUnheard'],
    ['pass', 'pass', 'dieAsking'],
    ['pass', 'dieUnheard'],
    ['pass', 'pass', 'pass', 'dieUnheard'],
    ['dieAsking'],
  ];
  for (const life of lives) {
    start(life);
    await syncer.dies();
  }
  start();
  await expect.poll(() => world.row().lastRun?.endedAt ?? null, { timeout: 20_000 }).not.toBeNull();
  await expect.poll(() => world.contacts().length, { timeout: 20_000 }).toBe(RECORDS);
  await expect.poll(() => world.row().lastRun?.pulled, { timeout: 20_000 }).toBe(RECORDS);
  expect(new Set(world.contacts()).size).toBe(RECORDS);
  expect(world.used()).toBe(RECORDS);
  expect(world.row().lastRun).toMatchObject({ pulled: RECORDS, written: RECORDS, failed: 0 });
  expect(syncer.calls()).toBe(13 + lives.length); // each death repeats one page
});
