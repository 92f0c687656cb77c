import type { Facts } from './demo-step.js';
import type { DemoPlans } from './demo-world.js';

/** What the chapters share. */
export interface Life {
  readonly plans: DemoPlans;
  /** Early afternoon of a day of the story, unix ms; day 0 is the first. */
  readonly dayAt: (day: number) => number;
  /** The row and gate of a portal in good standing on the plan that is sold. */
  readonly active: Facts;
  /** When the first paid month ends. */
  readonly periodEndsAt: number;
}
