/** Seventy-five days of one customer, with a neighbour whose card fails and a second portal of the same admin. Every row and mail is checked. */
import { addMonths } from './add-months.js';
import type { DemoStep, Facts } from './demo-step.js';
import type { DemoPlans } from './demo-world.js';
import { failingCardSteps } from './failing-card.js';
import { firstDay } from './first-day.js';
import type { Life } from './life.js';
import { comesBackAgain } from './later-months.js';
import { leavingSteps } from './leaving.js';
import { planChangeSteps } from './plan-changes.js';
import { DAY_MS, HOUR_MS } from './scenes.js';
import { secondPortalSteps, trialSteps } from './trial.js';

/** Saved at Checkout and declined at every charge. */
const FAILING_CARD = '4000 0000 0000 0341';

/** The steps of the whole life, in order of time. */
export function wholeLife(plans: DemoPlans, startAt: number): readonly DemoStep[] {
  const access: Facts = { gate: 'open', hasFeature: true };
  const life: Life = {
    plans,
    dayAt: (day) => startAt + day * DAY_MS + 4 * HOUR_MS,
    active: { plan: plans.paidPlan, status: 'active', source: 'stripe', ...access },
    periodEndsAt: addMonths(startAt + plans.trialDays * DAY_MS, 1),
  };
  const { fails, failsAgain, recovers, renews } = failingCardSteps(life);
  const { upgrade, downgrade } = planChangeSteps(life);
  const stayedUp = downgrade.length === 0 && upgrade.length > 0 ? plans.largerPlan : undefined;
  const { cancels, ends, cleanup } = leavingSteps(life, stayedUp ?? plans.paidPlan);
  const story = [
    ...firstDay(plans, startAt, { comeBackCard: FAILING_CARD }),
    ...secondPortalSteps(life),
    ...trialSteps(life),
    fails,
    ...upgrade,
    failsAgain,
    recovers,
    ...downgrade,
    cancels,
    ends,
    renews,
    ...cleanup,
    ...comesBackAgain(life.active),
  ];
  return story.map((step, at) => ({ ...step, expect: { ...told(at === story.length - 1), ...step.expect } }));
}

/** A step that names no mail has none, and at the end there is none that no step has named. */
function told(isLast: boolean): Facts {
  return isLast ? { mails: null, unread: null } : { mails: null };
}
