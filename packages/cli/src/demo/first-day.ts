/** The first day: one customer pays at once, one is declined, one leaves and comes back. */
import type { DemoStep, Facts } from './demo-step.js';
import { PORTALS, type DemoPlans } from './demo-world.js';
import { bounceOutOfCheckout, choosePaidPlan, installApp, payWithCard, placeOf } from './person-acts.js';
import { dayOf } from './row-facts.js';
import { access, DAY_MS, GOOD_CARD, HOUR_MS, pay } from './scenes.js';

const { northwind, alder, tidewater } = PORTALS;
const DECLINED_CARD = '4000 0000 0000 0002';

/** The steps of the first day. */
export function firstDay(
  plans: DemoPlans,
  startAt: number,
  { comeBackCard = GOOD_CARD }: { readonly comeBackCard?: string } = {},
): readonly DemoStep[] {
  const { freePlan, paidPlan, trialDays } = plans;
  const trial: Facts = { status: 'trialing', trialEnds: dayOf(startAt + trialDays * DAY_MS) };
  const unpaid: Facts = {
    plan: freePlan,
    status: 'trialing',
    trialEnds: null,
    gate: 'refused',
    hasFeature: false,
  };
  const paid: Facts = {
    plan: paidPlan,
    source: 'stripe',
    place: '/billing/done',
    gate: 'open',
    hasFeature: true,
    ...(trialDays > 0 ? trial : { status: 'active', trialEnds: null }),
  };
  return [
    installs(unpaid),
    paysAtOnce(paid),
    isDeclined(unpaid),
    bouncesOut(unpaid),
    comesBack(paid, comeBackCard),
  ];
}

function installs(unpaid: Facts): DemoStep {
  return {
    title: 'installs the app and is led to Checkout',
    portal: northwind,
    run: async (world) => {
      const page = await installApp(world, northwind);
      return { place: placeOf(world, page), ...(await access(world, northwind)) };
    },
    expect: { ...unpaid, place: 'checkout' },
  };
}

function paysAtOnce(paid: Facts): DemoStep {
  return {
    title: 'pays with 4242…; the webhook entitles the portal',
    portal: northwind,
    run: (world) => pay(world, northwind),
    expect: paid,
  };
}

function isDeclined(unpaid: Facts): DemoStep {
  return {
    title: 'installs; the card is declined; a gated call answers 402',
    portal: alder,
    run: async (world) => {
      await installApp(world, alder);
      const page = await payWithCard(world, alder, DECLINED_CARD);
      const isTold = page.html.includes('declined');
      return { place: placeOf(world, page), isTold, ...(await access(world, alder)) };
    },
    expect: { ...unpaid, place: 'checkout', isTold: true },
  };
}

function bouncesOut(unpaid: Facts): DemoStep {
  return {
    title: 'installs and bounces out of Checkout',
    portal: tidewater,
    run: async (world) => {
      await installApp(world, tidewater);
      const page = await bounceOutOfCheckout(world, tidewater);
      return { place: placeOf(world, page), ...(await access(world, tidewater)) };
    },
    expect: { ...unpaid, place: '/billing/cancel' },
  };
}

function comesBack(paid: Facts, card: string): DemoStep {
  return {
    title: 'comes back two hours later, chooses the plan and pays',
    portal: tidewater,
    run: async (world) => {
      await world.dev.advanceBy(2 * HOUR_MS);
      await choosePaidPlan(world, tidewater);
      return pay(world, tidewater, card);
    },
    expect: paid,
  };
}
