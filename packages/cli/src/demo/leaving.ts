/** Cancellation: the paid month is kept, the data a while longer, then the app's own cleanup runs. */
import { cancelInBillingPortal } from './billing-acts.js';
import type { DemoStep, Facts } from './demo-step.js';
import { PORTALS } from './demo-world.js';
import { placeOf } from './person-acts.js';
import { sheets } from './plan-changes.js';
import { dayOf } from './row-facts.js';
import { access, DAY_MS, HOUR_MS, waitUntil } from './scenes.js';
import type { Life } from './life.js';

const { northwind } = PORTALS;

/** The steps of leaving, from the wish to the empty store. */
export interface Leaving {
  readonly cancels: DemoStep;
  readonly ends: DemoStep;
  readonly cleanup: readonly DemoStep[];
}

/** How the customer leaves the plan. */
export function leavingSteps(life: Life, plan: string): Leaving {
  const gone: Facts = {
    plan: life.plans.freePlan,
    status: 'canceled',
    gate: 'refused',
    hasFeature: false,
  };
  return {
    cancels: cancels(life, plan),
    ends: {
      title: 'the paid month ends; a mail says how long the data is kept',
      portal: northwind,
      run: (world) => waitUntil(world, northwind, life.periodEndsAt + 4 * HOUR_MS),
      expect: { ...gone, mails: 'subscription-ended' },
    },
    cleanup: life.plans.hasSheets ? [cleansUp(life, gone)] : [],
  };
}

function cancels({ plans, active, dayAt, periodEndsAt }: Life, plan: string): DemoStep {
  return {
    title: 'cancels by a mailed link; the paid month is kept',
    portal: northwind,
    run: async (world) => {
      await waitUntil(world, northwind, dayAt(plans.trialDays + 20));
      const page = await cancelInBillingPortal(world, northwind);
      return { place: placeOf(world, page), ...(await access(world, northwind)) };
    },
    expect: { ...active, plan, place: 'billing portal', cancels: dayOf(periodEndsAt), mails: 'billing-link' },
  };
}

function cleansUp({ plans, periodEndsAt }: Life, gone: Facts): DemoStep {
  const cleanedAt = periodEndsAt + plans.retentionDays * DAY_MS + 4 * HOUR_MS;
  return {
    title: `${plans.retentionDays} days later the app's cleanup deletes the portal's data`,
    portal: northwind,
    run: async (world) => {
      const before = await sheets(world);
      const seen = await waitUntil(world, northwind, cleanedAt);
      const kept = Number(before.running) + Number(before.paused);
      return { ...seen, ...(await sheets(world)), kept };
    },
    expect: { ...gone, kept: 10, deletedRows: 10, running: 0 },
  };
}
