/** The order of events is not ours to choose: each case is one that has broken billing code before. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observe, type BillingEngine } from '@hs-x/sdk/billing';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, GOOD_CARD, pay } from '../support/visitor.js';
import {
  accountOf,
  DAY_MS,
  decideInput,
  engineOf,
  FAILING_CARD,
  HOUR_MS,
  mailsOf,
  PORTAL,
  press,
  SCALE,
  stripeOf,
  subscribe,
  subscribeAndPay,
  subscriptionOf,
  TEAM,
  useCard,
} from './subscriber.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const stripe = () => world.simulators.stripe.control;
/** Lets everything that is held arrive, the newest first. */
async function releaseReversed(): Promise<void> {
  stripe().releaseWebhooks('reversed');
  await world.settle();
  await world.settle();
}

/** A second worker whose reads of the provider are stopped before and after: the test says when they go on. */
function slowReader() {
  const engine = engineOf(world);
  const [read, answer, done] = [gate(), gate(), gate()];
  const provider: BillingEngine['provider'] = engine.provider && {
    ...engine.provider,
    async observe(customerId) {
      await read.opened;
      const seen = await engine.provider!.observe(customerId);
      done.open();
      await answer.opened;
      return seen;
    },
  };
  const coalescer: BillingEngine['coalescer'] = { run: (_key, work) => work() };
  return {
    engine: { ...engine, provider, coalescer },
    letRead: read.open,
    hasRead: done.opened,
    letAnswer: answer.open,
  };
}

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
}

describe('whatever the order of events', () => {
  it('a subscription event that comes before its customer is mapped is kept and counts once the mapping is there', async () => {
    const customer = await stripeOf(world).customers.create({ email: 'ops@harbor.example' });
    const method = await stripeOf(world).paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const subscription = await stripeOf(world).subscriptions.create({
      customer: customer.id,
      items: [{ price: TEAM }],
      default_payment_method: method.id,
    });
    await world.settle();
    expect(await rowOf(world, PORTAL)).toBeNull();
    await decideInput(world, { kind: 'customerMapped', customerId: customer.id, adminEmail: customer.email });
    await observe(engineOf(world), (await accountOf(world)).key);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', subscriptionId: subscription.id });
  });

  it('a deletion that arrives before the update it followed leaves the subscription ended, with one mail', async () => {
    await subscribeAndPay(world);
    stripe().holdWebhooks();
    await press(world, { kind: 'change_plan', subscriptionId: subscriptionOf(world).id, priceId: SCALE });
    await stripeOf(world).subscriptions.cancel(subscriptionOf(world).id);
    await releaseReversed();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'canceled' });
    await world.advanceBy(3 * DAY_MS);
    expect(mailsOf(world, 'subscription-ended')).toHaveLength(1);
    expect(mailsOf(world, 'plan-')).toEqual([]);
  });

  it('a way back from checkout without a subscription yet waits, and is enough when it is there', async () => {
    const visitor = createVisitor(world);
    const { location } = await visitor.install(PORTAL);
    stripe().dropWebhooks(1_000);
    const sessionId = new URL(location ?? '').pathname.split('/').at(-1) ?? '';
    const { success_url: successUrl } = await stripeOf(world).checkout.sessions.retrieve(sessionId);
    const early = await visitor.get(successUrl ?? '');
    expect(early).toMatchObject({ status: 200, location: null });
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', source: 'none' });
    pay(world, location ?? '');
    await world.advanceBy(5_000); // the page asks again
    await visitor.get(successUrl ?? '');
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'trialing' });
  });

  it('a trial shortened to now by somebody else becomes a paid plan, without a mail about its end', async () => {
    await subscribe(world);
    stripe().dropWebhooks(1_000);
    await stripeOf(world).subscriptions.update(subscriptionOf(world).id, { trial_end: 'now' });
    await world.advanceBy(20 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(mailsOf(world)).not.toContain('trial-ended');
    expect(mailsOf(world)).not.toContain('trial-ending');
  });

  it('a card added during the last retry wins over the failure that was on its way', async () => {
    stripe().changeSettings({ afterLastFailure: 'unpaid' });
    await subscribe(world, FAILING_CARD);
    await world.advanceBy(15 * DAY_MS);
    for (let retry = 0; retry < 2; retry++) await world.advanceBy(6 * DAY_MS);
    stripe().holdWebhooks();
    while (subscriptionOf(world).latestInvoice?.nextPaymentAttemptAt !== null) {
      await world.simulators.clock.advanceBy(DAY_MS);
    }
    await useCard(world, GOOD_CARD);
    const invoiceId = subscriptionOf(world).latestInvoice?.id ?? '';
    await press(world, { kind: 'pay_invoice', invoiceId });
    await releaseReversed();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
  });

  it('a cancellation taken back within the same second is no cancellation', async () => {
    await subscribeAndPay(world);
    stripe().holdWebhooks();
    const subscriptionId = subscriptionOf(world).id;
    await press(world, { kind: 'cancel', subscriptionId });
    await press(world, { kind: 'keep', subscriptionId });
    await releaseReversed();
    expect(await rowOf(world, PORTAL)).not.toHaveProperty('cancelAt');
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(mailsOf(world)).not.toContain('subscription-ended');
  });

  it('a plan changed and changed back under two workers, one of them with a slow read, ends where it began', async () => {
    await subscribeAndPay(world);
    stripe().holdWebhooks();
    const subscriptionId = subscriptionOf(world).id;
    const { key } = await accountOf(world);
    const slow = slowReader();
    const stale = observe(slow.engine, key); // reads `scale` …
    await press(world, { kind: 'change_plan', subscriptionId, priceId: SCALE });
    slow.letRead();
    await slow.hasRead;
    await press(world, { kind: 'change_plan', subscriptionId, priceId: TEAM });
    await observe(engineOf(world), key); // … the other worker has seen `team` since
    slow.letAnswer();
    await stale;
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    await releaseReversed();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(mailsOf(world, 'plan-')).toEqual([]);
  });

  it('a lost trial-end event is made up for by the clock: the row turns active, the mail comes once', async () => {
    await subscribe(world);
    await world.advanceBy(13 * DAY_MS);
    stripe().dropWebhooks(1_000);
    await world.advanceBy(DAY_MS + 5 * HOUR_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    await world.advanceBy(DAY_MS);
    expect(mailsOf(world, 'trial-ended')).toHaveLength(1);
  });

  it('a provider that is away while a trial ends denies nobody, and is read when it is back', async () => {
    await subscribe(world);
    await world.advanceBy(13 * DAY_MS + 20 * HOUR_MS);
    stripe().dropWebhooks(1_000);
    stripe().setFaults({ error500Before: 1 });
    await world.advanceBy(6 * HOUR_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'trialing' });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
    stripe().setFaults({});
    await world.advanceBy(2 * HOUR_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(mailsOf(world, 'trial-ended')).toHaveLength(1);
  });
});
