import type { DemoStep } from './demo-step.js';
import { PORTALS } from './demo-world.js';
import { installToCheckout, pay, waitUntil } from './scenes.js';
import type { Life } from './life.js';

const { northwind, northwindEast } = PORTALS;

/** The same person with another portal: one trial is enough. */
export function secondPortalSteps({ plans, active }: Life): readonly DemoStep[] {
  return [
    {
      title: 'a second portal of the same admin; Checkout offers no second trial',
      portal: northwindEast,
      run: (world) => installToCheckout(world, northwindEast),
      expect: { plan: plans.freePlan, source: 'none', gate: 'refused', place: 'checkout', isDueToday: true },
    },
    {
      title: 'pays; the plan is active at once',
      portal: northwindEast,
      run: (world) => pay(world, northwindEast),
      expect: { ...active, trialEnds: null, place: '/billing/done' },
    },
  ];
}

/** The three mails of a trial, and the first money. */
export function trialSteps({ plans, active, dayAt }: Life): readonly DemoStep[] {
  const { trialDays } = plans;
  const on = (day: number, step: Omit<DemoStep, 'portal' | 'run'>): DemoStep => ({
    ...step,
    portal: northwind,
    run: (world) => waitUntil(world, northwind, dayAt(day)),
  });
  const trialing = { ...active, status: 'trialing', paidInvoices: 0 };
  return [
    on(3, {
      title: 'day 3: a mail asks how it goes',
      expect: { ...trialing, mails: 'trial-check-in' },
    }),
    on(trialDays - 3, {
      title: `day ${trialDays - 3}: a mail warns of the trial's end`,
      expect: { ...trialing, mails: 'trial-ending' },
    }),
    on(trialDays, {
      title: `the trial ends after ${trialDays} days; the first invoice is paid`,
      expect: { ...active, paidInvoices: 1, mails: 'trial-ended' },
    }),
  ];
}
