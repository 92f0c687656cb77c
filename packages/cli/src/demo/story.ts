import type { DemoStep } from './demo-step.js';
import type { DemoPlans } from './demo-world.js';
import { firstDay } from './first-day.js';
import { laterMonths } from './later-months.js';

/** Five hops and the months after them, as data: who does what, and what must be true then. */
export function createStory(plans: DemoPlans, startAt: number): readonly DemoStep[] {
  return [...firstDay(plans, startAt), ...laterMonths(plans, startAt)];
}
