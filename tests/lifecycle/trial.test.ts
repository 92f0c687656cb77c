import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import {
  advanceDays,
  cancel,
  changePlan,
  DAY_MS,
  giveLicence,
  HOUR_MS,
  keep,
  mailsNamed,
  mailsOf,
  PORTAL,
  SCALE,
  sleep,
  subscribe,
  uninstall,
} from './subscriber.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await subscribe(world);
});
afterEach(() => world.close());

const trialMails = () => mailsOf(world, 'trial-');

describe('the mails of a trial', () => {
  it('come on day 3, three days before the end and at the end, once each, whatever is sent twice', async () => {
    world.simulators.stripe.control.duplicateWebhooks(1_000);
    const seen: string[][] = [];
    for (let day = 1; day <= 20; day++) {
      await advanceDays(world, 1);
      await world.settle();
      seen[day] = [...trialMails()];
    }
    expect(seen[2]).toEqual([]);
    expect(seen[4]).toEqual(['trial-check-in']);
    expect(seen[10]).toEqual(['trial-check-in']);
    expect(seen[12]).toEqual(['trial-check-in', 'trial-ending']);
    expect(seen[15]).toEqual(['trial-check-in', 'trial-ending', 'trial-ended']);
    expect(seen[20]).toEqual(seen[15]);
    expect(new Set(world.mails.map(({ key }) => key)).size).toBe(world.mails.length);
  });

  it('name the plan and the day on which the trial ends', async () => {
    const trialEndsAt = world.simulators.clock.now() + 14 * DAY_MS;
    await advanceDays(world, 4);
    expect(mailsNamed(world, 'trial-check-in')).toMatchObject([
      { to: 'admin@northwind-trading.example', data: { plan: 'Team', trialEndsAt } },
    ]);
  });

  it('come late, but come, when the app was down for days', async () => {
    await sleep(world, 5);
    expect(trialMails()).toEqual(['trial-check-in']);
    await advanceDays(world, 5);
    await sleep(world, 2);
    expect(trialMails()).toEqual(['trial-check-in', 'trial-ending']);
    await sleep(world, 6);
    expect(trialMails()).toEqual(['trial-check-in', 'trial-ending', 'trial-ended']);
  });

  it('are not made up for when the app slept through several of them: only the latest is told', async () => {
    await sleep(world, 12);
    await world.advanceBy(10 * DAY_MS);
    expect(trialMails()).toEqual(['trial-ending', 'trial-ended']);
  });

  it('end with the trial of a portal that pays before its time', async () => {
    await advanceDays(world, 5);
    await changePlan(world, SCALE); // the portal's default ends the trial
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'scale', status: 'active' });
    await world.advanceBy(15 * DAY_MS);
    expect(trialMails()).toEqual(['trial-check-in']);
  });

  it('are spared a portal that cancels, until it stays after all', async () => {
    await cancel(world);
    await advanceDays(world, 12);
    expect(trialMails()).toEqual([]);
    await keep(world);
    expect(trialMails()).toEqual(['trial-ending']);
  });

  it('are spared a portal that uninstalled', async () => {
    await uninstall(world);
    await world.advanceBy(20 * DAY_MS);
    expect(trialMails()).toEqual([]);
    expect(mailsOf(world)).toEqual(['subscription-ended']);
  });

  it('are spared a portal with a licence, until the licence ends', async () => {
    await giveLicence(world, 'scale', 12);
    await advanceDays(world, 11);
    expect(trialMails()).toEqual([]);
    await advanceDays(world, 1);
    await world.advanceBy(HOUR_MS);
    expect(trialMails()).toEqual(['trial-ending']);
  });
});
