/**
 * Trial mails: on day 3, three days before the end, and at the end. None to a portal that has paid already, cancels or uninstalled. A
 * ticker that slept through several milestones tells only the latest: the earlier ones have come and gone. A warning that was not due
 * to a portal about to leave is due when it stays after all, as long as it is true; an end is told when it comes or never.
 */
import type { Account, KnownSubscription, TrialMilestone } from '../account.js';
import { mailTo, silence, type Announcement, type Change } from './announcement.js';
import { trialMilestones, type DueMilestone } from './trial-milestones.js';

const TEMPLATES: Readonly<Record<TrialMilestone, string>> = {
  checkIn: 'trial-check-in',
  ending: 'trial-ending',
  ended: 'trial-ended',
};

/** Tells the latest milestone the trial has reached, once. */
export function announceTrial({ after, now, rules }: Change): Announcement {
  const { subscription } = after;
  const trialEndsAt = after.trial?.plannedEndsAt ?? null;
  if (!subscription || trialEndsAt === null || subscription.trialEndsAt === null) return silence(after);
  const reached = trialMilestones(subscription, trialEndsAt)
    .filter(({ at }) => at <= now && at <= subscription.observedAt)
    .at(-1);
  if (!reached || wasTold(after, subscription, reached)) return silence(after);
  const told = {
    ...after.told,
    trial: { subscriptionId: subscription.subscriptionId, milestone: reached.milestone },
  };
  const account = { ...after, told };
  if (!isStillTrue(after, subscription, reached)) {
    return silence(hasPassed(subscription, reached) ? account : after);
  }
  const key = `trial:${subscription.subscriptionId}:${reached.milestone}`;
  const plan = rules.plans.named(subscription.plan ?? '')?.title ?? subscription.plan;
  return {
    account,
    effects: mailTo(after, { key, template: TEMPLATES[reached.milestone], data: { plan, trialEndsAt } }),
  };
}

const ORDER: readonly TrialMilestone[] = ['checkIn', 'ending', 'ended'];

function wasTold(account: Account, subscription: KnownSubscription, reached: DueMilestone): boolean {
  const { trial } = account.told;
  if (trial?.subscriptionId !== subscription.subscriptionId) return false;
  return ORDER.indexOf(trial.milestone) >= ORDER.indexOf(reached.milestone);
}

/** A trial that has ended untold is history. At its last instant the provider may still show it running: then the end is yet to come. */
function hasPassed(subscription: KnownSubscription, reached: DueMilestone): boolean {
  return reached.milestone === 'ended' && subscription.status !== 'trialing';
}

/** Warnings are for a running trial, the last mail for one that ran to its planned end and goes on. */
function isStillTrue(account: Account, subscription: KnownSubscription, reached: DueMilestone): boolean {
  if (account.install?.uninstalledAt !== null || subscription.cancelAt !== null) return false;
  if (reached.milestone !== 'ended')
    return subscription.status === 'trialing' && account.entitlement?.status === 'trialing';
  const ranToItsEnd = subscription.trialEndsAt === account.trial?.plannedEndsAt;
  return ranToItsEnd && (subscription.status === 'active' || subscription.status === 'past_due');
}
