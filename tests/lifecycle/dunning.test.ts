import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { GOOD_CARD } from '../support/visitor.js';
import {
  act,
  advanceDays,
  DAY_MS,
  FAILING_CARD,
  HOUR_MS,
  mailsNamed,
  mailsOf,
  PORTAL,
  sleep,
  subscribe,
  subscriptionOf,
  uninstall,
  useCard,
} from './subscriber.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** On `team`, with a card that fails; the first attempt of the renewal has just failed. */
async function failRenewal(): Promise<void> {
  await subscribe(world);
  await world.advanceBy(15 * DAY_MS);
  await useCard(world, FAILING_CARD);
  for (let day = 0; day < 40 && subscriptionOf(world).status === 'active'; day++) await advanceDays(world, 1);
  expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'past_due' });
}

const dunning = () => world.mails.filter(({ template }) => /payment-failed|last-attempt/.test(template));
const nextAttemptAt = () => subscriptionOf(world).latestInvoice?.nextPaymentAttemptAt ?? 0;

describe('a failed payment', () => {
  it('is told once an attempt, each time with the date on which the provider really tries again', async () => {
    world.simulators.stripe.control.duplicateWebhooks(1_000);
    world.simulators.stripe.control.changeSettings({ afterLastFailure: 'past_due' });
    await failRenewal();
    const promised: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(dunning()).toHaveLength(attempt);
      promised.push(nextAttemptAt());
      await world.simulators.clock.advanceTo(nextAttemptAt());
      await world.advanceBy(HOUR_MS);
    }
    const failed = mailsNamed(world, 'payment-failed');
    expect(failed.map(({ data }) => [data.plan, data.attempt, data.retryAt])).toEqual(
      promised.map((at, index) => ['Team', index + 1, at]),
    );
    expect(failed[0]?.data.updatePaymentUrl).toContain(`${world.appUrl}/billing/portal?token=`);
  });

  it('says so when the last attempt has failed and the provider will not try again', async () => {
    world.simulators.stripe.control.changeSettings({ afterLastFailure: 'unpaid' });
    await failRenewal();
    await world.advanceBy(20 * DAY_MS);
    expect(dunning().map(({ template }) => template)).toEqual([
      'payment-failed',
      'payment-failed',
      'payment-failed',
      'last-attempt',
    ]);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'past_due' });
    await world.advanceBy(10 * DAY_MS);
    expect(dunning()).toHaveLength(4);
  });

  it('ends in the one mail of an ended subscription where the provider cancels after its last attempt', async () => {
    await failRenewal();
    await world.advanceBy(20 * DAY_MS);
    expect(mailsOf(world).slice(-2)).toEqual(['payment-failed', 'subscription-ended']);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'canceled' });
  });

  it('denies access until a new card pays, and then says nothing more', async () => {
    await failRenewal();
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(false);
    await useCard(world, GOOD_CARD);
    await act(world, { kind: 'pay_invoice', invoiceId: subscriptionOf(world).latestInvoice?.id ?? '' });
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
    await world.advanceBy(20 * DAY_MS);
    expect(dunning()).toHaveLength(1);
  });

  it('of a later invoice is told again', async () => {
    await failRenewal();
    await useCard(world, GOOD_CARD);
    await act(world, { kind: 'pay_invoice', invoiceId: subscriptionOf(world).latestInvoice?.id ?? '' });
    await useCard(world, FAILING_CARD);
    await world.advanceBy(40 * DAY_MS);
    expect(dunning().length).toBeGreaterThan(1);
    expect(new Set(dunning().map(({ key }) => key)).size).toBe(dunning().length);
  });

  it('that nobody told us of is seen at the next attempt, by the date the provider gave', async () => {
    await failRenewal();
    world.simulators.stripe.control.dropWebhooks(1_000);
    await world.simulators.clock.advanceTo(nextAttemptAt());
    await world.advanceBy(2 * HOUR_MS);
    expect(dunning().map(({ data }) => data.attempt)).toEqual([1, 2]);
    await useCard(world, GOOD_CARD);
    await world.simulators.clock.advanceTo(nextAttemptAt());
    await world.advanceBy(2 * HOUR_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
  });

  it('is told once for all attempts the app slept through', async () => {
    world.simulators.stripe.control.changeSettings({ afterLastFailure: 'past_due' });
    await failRenewal();
    await sleep(world, 9);
    expect(dunning().map(({ data }) => data.attempt)).toEqual([1, 3]);
  });

  it('is told to a portal that has uninstalled as well: it still pays', async () => {
    await failRenewal();
    await uninstall(world);
    await world.advanceBy(4 * DAY_MS);
    expect(dunning()).toHaveLength(2);
  });
});

describe('a trial whose first payment fails', () => {
  it('ends for the portal with the trial: it is past_due, and told of the failure and its next date', async () => {
    await subscribe(world, FAILING_CARD);
    await world.advanceBy(15 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'past_due' });
    expect(mailsNamed(world, 'payment-failed')).toMatchObject([
      { data: { attempt: 1, retryAt: nextAttemptAt() } },
    ]);
  });
});
