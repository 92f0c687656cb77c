import { DAY_MS, type Instant } from '../../kernel/instant.js';
import type { KnownSubscription, TrialMilestone } from '../account.js';

/** When a milestone of a trial is reached. */
export interface DueMilestone {
  readonly milestone: TrialMilestone;
  readonly at: Instant;
}

/** Days after its start at which a trial is asked about. */
const CHECK_IN_DAYS = 3;
/** Days before its end at which a trial is warned of. */
const WARNING_DAYS = 3;

/** The milestones of a subscription's trial in order; a trial too short for the first ones has only the later ones. */
export function trialMilestones(
  subscription: KnownSubscription,
  trialEndsAt: Instant,
): readonly DueMilestone[] {
  const { createdAt } = subscription;
  const endingAt = trialEndsAt - WARNING_DAYS * DAY_MS;
  const checkInAt = createdAt + CHECK_IN_DAYS * DAY_MS;
  const all: readonly DueMilestone[] = [
    { milestone: 'checkIn', at: checkInAt },
    { milestone: 'ending', at: endingAt },
    { milestone: 'ended', at: trialEndsAt },
  ];
  return all.filter(({ milestone, at }) => {
    if (milestone === 'checkIn') return at < endingAt;
    return at > createdAt;
  });
}
