/** A process that is killed at the meter's door, again and again, and what the meter shows in the end. */
import { afterEach, expect, it } from 'vitest';
import { environmentOf } from '../attacks/lone-app.js';
import { openMortalProcess, type Fate, type MortalProcess } from '../support/mortal-process.js';
import { HOUR_MS, startMeteringWorld, TOML, type MeteringWorld } from './metering-world.js';

/** Longer than a claim on an hour's report lasts. */
const CLAIM_OVER_MS = 31 * 60_000;

let world: MeteringWorld;
let reporter: MortalProcess;

afterEach(async () => {
  await reporter.close();
  await world.close();
});

function start(fates: readonly Fate[] = []): void {
  const settings = {
    toml: TOML,
    database: world.databaseFile,
    hubspotOrigin: world.simulators.hubspot.origin,
    stripeOrigin: reporter.gatewayOrigin,
    nowMs: world.simulators.clock.now(),
    environment: environmentOf(world),
  };
  reporter.start(settings, fates);
}

it('shows what the ledger holds, however often the process dies at the meter’s door', async () => {
  world = await startMeteringWorld();
  reporter = await openMortalProcess({
    entry: new URL('./reporter-entry.mjs', import.meta.url),
    vendorOrigin: world.simulators.stripe.origin,
    counts: ({ method, url = '' }) => method === 'POST' && url.startsWith('/v1/billing/meter_events'),
  });
  await world.use(40, 'one');
  await world.advanceBy(HOUR_MS);
  await world.use(2, 'two');
  await world.app.stop();
  await world.simulators.clock.advanceBy(2 * HOUR_MS);
  const lives: readonly Fate[][] = [['dieAsking'], ['dieUnheard'], ['pass', 'dieUnheard']];
  for (const life of lives) {
    start(life);
    await reporter.dies();
    await world.simulators.clock.advanceBy(CLAIM_OVER_MS);
  }
  const before = reporter.calls();
  start();
  await expect.poll(() => reporter.calls(), { timeout: 20_000 }).toBeGreaterThan(before);
  await expect.poll(() => world.meterTotal(), { timeout: 20_000 }).toBe(42);
  expect(world.ledgerTotal()).toBe(42);
});
