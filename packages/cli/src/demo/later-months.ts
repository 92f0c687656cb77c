/** The months after: the trial ends, the subscription renews, is canceled, and cannot be had for free a second time. */
import { addMonths } from './add-months.js';
import type { DemoStep, Facts } from './demo-step.js';
import { PORTALS, type DemoPlans } from './demo-world.js';
import { cancelInBillingPortal } from './billing-acts.js';
import { placeOf } from './person-acts.js';
import { dayOf } from './row-facts.js';
import { access, DAY_MS, pay, reinstall, wait } from './scenes.js';

const { northwind } = PORTALS;

/** The steps after the first day. What only `billing()` promises is left out of an app that is wired by hand. */
export function laterMonths(plans: DemoPlans, startAt: number): readonly DemoStep[] {
  const active: Facts = {
    plan: plans.paidPlan,
    status: 'active',
    source: 'stripe',
    gate: 'open',
    hasFeature: true,
  };
  return [
    ...(plans.trialDays > 0 ? [trialEnds(plans, active)] : []),
    renews(active),
    cancels(plans, active, startAt),
    ends(plans),
    ...(plans.usesBilling ? comesBackAgain(active) : []),
  ];
}

function trialEnds({ trialDays }: DemoPlans, active: Facts): DemoStep {
  return {
    title: `the trial ends after ${trialDays} days; the first invoice is paid`,
    portal: northwind,
    run: (world) => wait(world, northwind, trialDays * DAY_MS),
    expect: { ...active, paidInvoices: 1, cancels: null },
  };
}

function renews(active: Facts): DemoStep {
  return {
    title: 'a month later the subscription renews',
    portal: northwind,
    run: (world) => wait(world, northwind, 31 * DAY_MS),
    expect: { ...active, paidInvoices: 2, cancels: null },
  };
}

function cancels({ trialDays, usesBilling }: DemoPlans, active: Facts, startAt: number): DemoStep {
  const endsAt = addMonths(startAt + trialDays * DAY_MS, 2);
  return {
    title: 'cancels by a mailed link to the billing portal; the period is kept',
    portal: northwind,
    run: async (world) => {
      const page = await cancelInBillingPortal(world, northwind);
      return { place: placeOf(world, page), ...(await access(world, northwind)) };
    },
    expect: { ...active, place: 'billing portal', ...(usesBilling ? { cancels: dayOf(endsAt) } : {}) },
  };
}

function ends({ freePlan }: DemoPlans): DemoStep {
  return {
    title: 'the paid period ends; a gated call answers 402',
    portal: northwind,
    run: (world) => wait(world, northwind, 31 * DAY_MS),
    expect: { plan: freePlan, status: 'canceled', gate: 'refused', hasFeature: false, paidInvoices: 2 },
  };
}

/** A portal that left and returns is offered no second trial. */
export function comesBackAgain(active: Facts): readonly DemoStep[] {
  return [reinstalls(), paysAgain(active)];
}

function reinstalls(): DemoStep {
  return {
    title: 'removes and reinstalls the app; Checkout offers no second trial',
    portal: northwind,
    run: (world) => reinstall(world, northwind),
    expect: { status: 'canceled', gate: 'refused', place: 'checkout', isDueToday: true },
  };
}

function paysAgain(active: Facts): DemoStep {
  return {
    title: 'pays; there is no trial, the plan is active at once',
    portal: northwind,
    run: (world) => pay(world, northwind),
    expect: { ...active, trialEnds: null, place: '/billing/done' },
  };
}
