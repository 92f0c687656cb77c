/** Five hops and the months after them, as data: who does what, and what must be true then. */
import { asksHasFeature, callGate } from './call-app.js';
import type { DemoStep, Facts } from './demo-step.js';
import { PORTALS, type DemoPlans, type DemoPortal, type DemoWorld } from './demo-world.js';
import {
  bounceOutOfCheckout,
  cancelInBillingPortal,
  choosePaidPlan,
  installApp,
  payWithCard,
  placeOf,
  sessionOf,
  uninstallApp,
} from './person-acts.js';
import { dayOf } from './row-facts.js';
import { addMonths } from './add-months.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const GOOD_CARD = '4242 4242 4242 4242';
const DECLINED_CARD = '4000 0000 0000 0002';

const { northwind, alder, tidewater } = PORTALS;

/** The story for an app's plans, beginning at a virtual instant. */
export function createStory(plans: DemoPlans, startAt: number): readonly DemoStep[] {
  return [...firstDay(plans, startAt), ...laterMonths(plans, startAt)];
}

function firstDay({ freePlan, paidPlan, trialDays }: DemoPlans, startAt: number): readonly DemoStep[] {
  const unpaid: Facts = { plan: freePlan, status: 'trialing', trialEnds: null, gate: 'refused', hasFeature: false };
  const status = trialDays > 0 ? 'trialing' : 'active';
  const paid: Facts = { plan: paidPlan, status, gate: 'open', hasFeature: true };
  const trialEnds = trialDays > 0 ? dayOf(startAt + trialDays * DAY_MS) : null;
  return [
    {
      title: 'installs the app and is led to Checkout',
      portal: northwind,
      run: async (world) => ({ place: placeOf(world, await installApp(world, northwind)), ...(await access(world, northwind)) }),
      expect: { ...unpaid, place: 'checkout' },
    },
    {
      title: 'pays with 4242…; the webhook entitles the portal',
      portal: northwind,
      run: (world) => pay(world, northwind),
      expect: { ...paid, place: '/billing/done', source: 'stripe', trialEnds },
    },
    {
      title: 'installs; the card is declined; a gated call answers 402',
      portal: alder,
      run: async (world) => {
        await installApp(world, alder);
        const page = await payWithCard(world, alder, DECLINED_CARD);
        return { place: placeOf(world, page), isDeclined: page.html.includes('declined'), ...(await access(world, alder)) };
      },
      expect: { ...unpaid, place: 'checkout', isDeclined: true },
    },
    {
      title: 'installs and bounces out of Checkout',
      portal: tidewater,
      run: async (world) => {
        await installApp(world, tidewater);
        const page = await bounceOutOfCheckout(world, tidewater);
        return { place: placeOf(world, page), ...(await access(world, tidewater)) };
      },
      expect: { ...unpaid, place: '/billing/cancel' },
    },
    {
      title: 'comes back two hours later, chooses the plan and pays',
      portal: tidewater,
      run: async (world) => {
        await world.dev.advanceBy(2 * HOUR_MS);
        await choosePaidPlan(world, tidewater);
        return pay(world, tidewater);
      },
      expect: { ...paid, place: '/billing/done', source: 'stripe', trialEnds },
    },
  ];
}

function laterMonths({ freePlan, paidPlan, trialDays }: DemoPlans, startAt: number): readonly DemoStep[] {
  const firstPaidAt = startAt + trialDays * DAY_MS;
  const paid: Facts = { plan: paidPlan, status: 'active', source: 'stripe', gate: 'open' };
  const afterTrial: DemoStep = {
    title: `the trial ends after ${trialDays} days; the first invoice is paid`,
    portal: northwind,
    run: async (world) => wait(world, trialDays * DAY_MS),
    expect: { ...paid, paidInvoices: 1, cancels: null },
  };
  return [
    ...(trialDays > 0 ? [afterTrial] : []),
    {
      title: 'a month later the subscription renews',
      portal: northwind,
      run: async (world) => wait(world, 31 * DAY_MS),
      expect: { ...paid, paidInvoices: 2, cancels: null },
    },
    {
      title: 'cancels by a mailed link to the billing portal; the period is kept',
      portal: northwind,
      run: async (world) => {
        const page = await cancelInBillingPortal(world, northwind);
        return { place: placeOf(world, page), ...(await access(world, northwind)) };
      },
      expect: { ...paid, place: 'billing portal', cancels: dayOf(addMonths(firstPaidAt, 2)) },
    },
    {
      title: 'the paid period ends; a gated call answers 402',
      portal: northwind,
      run: async (world) => wait(world, 31 * DAY_MS),
      expect: { plan: freePlan, status: 'canceled', gate: 'refused', hasFeature: false, paidInvoices: 2 },
    },
    {
      title: 'removes and reinstalls the app; Checkout offers no second trial',
      portal: northwind,
      run: reinstall,
      expect: { status: 'canceled', gate: 'refused', place: 'checkout', isDueToday: true },
    },
    {
      title: 'pays; there is no trial, the plan is active at once',
      portal: northwind,
      run: (world) => pay(world, northwind),
      expect: { ...paid, trialEnds: null, place: '/billing/done', hasFeature: true },
    },
  ];
}

async function pay(world: DemoWorld, portal: DemoPortal): Promise<Facts> {
  const page = await payWithCard(world, portal, GOOD_CARD);
  await world.dev.tick();
  return { place: placeOf(world, page), ...(await access(world, portal)) };
}

/** Moves the clock, and an hour more: Stripe pays a renewal an hour after it falls due. */
async function wait(world: DemoWorld, durationMs: number): Promise<Facts> {
  await world.dev.advanceBy(durationMs + 2 * HOUR_MS);
  return { paidInvoices: paidInvoicesOf(world, northwind), ...(await access(world, northwind)) };
}

async function reinstall(world: DemoWorld): Promise<Facts> {
  uninstallApp(world, northwind);
  const landed = await installApp(world, northwind);
  const page = placeOf(world, landed) === 'checkout' ? landed : await choosePaidPlan(world, northwind);
  const dueTodayMinor = sessionOf(world, page)?.amount_total ?? 0;
  return { place: placeOf(world, page), isDueToday: dueTodayMinor > 0, ...(await access(world, northwind)) };
}

async function access(world: DemoWorld, portal: DemoPortal): Promise<Facts> {
  return { gate: await callGate(world, portal), hasFeature: await asksHasFeature(world, portal) };
}

/** Invoices the portal's administrator paid money for; the trial's empty one does not count. */
function paidInvoicesOf({ dev }: DemoWorld, { portalId }: DemoPortal): number {
  const portal = dev.simulators.hubspot.control.portals().find((one) => one.portalId === portalId);
  const email = portal?.users.find((user) => user.isSuperAdmin)?.email;
  const { customers, invoices } = dev.simulators.stripe.world.state;
  const mine = new Set([...customers.values()].filter((customer) => customer.email === email).map(({ id }) => id));
  return [...invoices.values()].filter(({ customer, amount_paid }) => mine.has(customer) && amount_paid > 0).length;
}
