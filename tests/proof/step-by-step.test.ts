/** Three mishaps that generated histories meet too seldom to rely on, told step by step. */
import { observe } from '@hs-x/sdk/billing';
import { afterEach, expect, it } from 'vitest';
import { actAtStripe } from './at-stripe.js';
import { performStep } from './perform-step.js';
import { ProofWorld, turns } from './proof-world.js';

const MINUTE_MS = 60_000;
const PORTAL = '101';

let world: ProofWorld | undefined;
afterEach(() => world?.close());

/** A portal on trial of the plan "team". */
async function startOnTrial(workers: 1 | 2): Promise<ProofWorld> {
  const settings = { seed: 1, workers, slowness: 0, faults: {} } as const;
  world = await ProofWorld.start({
    ...settings,
    afterCancel: 'deny',
    graceDays: 0,
    afterLastFailure: 'cancel',
  });
  await performStep(world, { portal: 0, deed: { kind: 'install' }, isHurried: false });
  await performStep(world, {
    portal: 0,
    deed: { kind: 'buy', plan: 'team', card: 'good' },
    isHurried: false,
  });
  return world;
}

it('never lets a slow reader overwrite what a quicker process has read after it', async () => {
  const proof = await startOnTrial(2);
  const [slow, quick] = proof.processes;
  const key = proof.key(PORTAL);
  proof.stripe.control.dropWebhooks(1_000);

  await actAtStripe(proof, PORTAL, { kind: 'cancel', how: 'atDate' });
  const letThrough = proof.holdAnswersTo(slow!);
  const reading = slow!.run(() => observe(slow!.engine, key));
  await turns(100);
  await actAtStripe(proof, PORTAL, { kind: 'undo' });
  await quick!.run(() => observe(quick!.engine, key));
  expect((await proof.row(PORTAL))?.cancelAt).toBeUndefined();
  letThrough();
  await reading;

  expect((await proof.row(PORTAL))?.cancelAt).toBeUndefined();
});

it('never acknowledges an event that its death can still lose', async () => {
  const proof = await startOnTrial(1);
  proof.crash(1);
  await actAtStripe(proof, PORTAL, { kind: 'cancel', how: 'atDate' });
  await proof.settle();
  expect(proof.processes[0]?.isDead).toBe(true);
  proof.revive();
  await proof.wait(10 * MINUTE_MS); // Stripe tries again after five minutes what nobody has acknowledged

  expect((await proof.row(PORTAL))?.cancelAt).toBeDefined();
});

it('reads again what it could not read while the provider was away, without hearing of it a second time', async () => {
  const proof = await startOnTrial(1);
  proof.isProviderAway = true;
  await actAtStripe(proof, PORTAL, { kind: 'cancel', how: 'atDate' });
  await proof.settle();
  expect(proof.hasDeliveriesAhead()).toBe(false);
  expect((await proof.row(PORTAL))?.cancelAt).toBeUndefined();
  proof.isProviderAway = false;
  await proof.wait(10 * MINUTE_MS);

  expect((await proof.row(PORTAL))?.cancelAt).toBeDefined();
});
