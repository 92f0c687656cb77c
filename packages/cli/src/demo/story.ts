import type { DemoStep } from './demo-step.js';
import type { DemoPlans } from './demo-world.js';
import { firstDay } from './first-day.js';
import { laterMonths } from './later-months.js';
import { wholeLife } from './whole-life.js';

/** The shortest trial in which all three trial mails have their day. */
const TOLD_TRIAL_DAYS = 7;

/** Who does what, and what must be true then, as data: the whole life of a subscription, or five hops and some months for apps that promise less. */
export function createStory(plans: DemoPlans, startAt: number): readonly DemoStep[] {
  const isWhole = plans.usesBilling && plans.trialDays >= TOLD_TRIAL_DAYS;
  return isWhole ? wholeLife(plans, startAt) : [...firstDay(plans, startAt), ...laterMonths(plans, startAt)];
}
