import type { ReactNode } from 'react';
import type { FeatureName, PlanName } from '../card-types.js';

/** What to upgrade to, and where. */
export interface UpgradePromptProps {
  /** The plan that holds what is locked. Left out: the lowest one with `feature`. */
  readonly to?: PlanName;
  /** Where the button leads, in a new tab: `ctx.config.billing.upgrade_url`. Empty: no button. */
  readonly upgradeUrl: string;
  /** The feature that is locked; names the plan when `to` is left out. */
  readonly feature?: FeatureName;
  /** Replaces the heading, unless there is a more urgent one (a failed payment, an ended subscription). */
  readonly title?: string;
  /** Replaces the sentence under the heading under the same condition: what the plan would give the reader. */
  readonly children?: ReactNode;
}
