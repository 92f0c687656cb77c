/** What an upgrade prompt says: a failed card, an ended subscription and a too small plan need different words and links. */
import type { Format } from '../format/create-format.js';
import { readableName } from '../format/readable-name.js';
import type { BillingSnapshot, BillingStatus, LimitUsage, SnapshotPlan } from '../wire/billing-snapshot.js';

/** What decides a prompt's words. */
export interface PromptFacts {
  readonly snapshot: BillingSnapshot | null;
  /** The state for which the app refused everything; null when it only wants a higher plan. */
  readonly refusedStatus: BillingStatus | null;
  /** The title of the plan to go for; null: none in particular. */
  readonly planTitle: string | null;
  /** The limit that is used up, when that is why. */
  readonly limit: LimitUsage | null;
  readonly format: Format;
}

/** A prompt's words; `page` is where its button leads. */
export interface PromptWords {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly page: 'upgrade' | 'manage';
  /** Whether the author's own words must not replace these. */
  readonly isUrgent: boolean;
}

/** The words for a portal's state. */
export function promptWords(facts: PromptFacts): PromptWords {
  const { snapshot, refusedStatus, limit } = facts;
  if (limit) return limitWords(limit, facts.format);
  const status = refusedStatus ?? (snapshot?.hasAccess === false ? snapshot.status : null);
  switch (status) {
    case 'past_due':
      return PAST_DUE;
    case 'canceled':
      return ENDED;
    case 'paused':
      return PAUSED;
    case 'trialing':
      return snapshot?.plan === null ? UNCONFIRMED : TRIAL_OVER;
    case 'active':
    case 'unknown':
      return UNCONFIRMED;
    case null:
      return upgradeWords(facts.planTitle, snapshot?.plan ?? null);
  }
}

/** The lowest plan that holds a feature; null when none does or no feature is named. */
export function lowestPlanWith(snapshot: BillingSnapshot, feature: string | null): SnapshotPlan | null {
  if (feature === null) return null;
  return snapshot.plans.find(({ features }) => features.includes(feature) || features.includes('*')) ?? null;
}

const PAST_DUE: PromptWords = {
  title: 'Your payment failed',
  text: 'Update your card to use this again. Nothing you have set up is lost.',
  action: 'Update card',
  page: 'manage',
  isUrgent: true,
};

const ENDED: PromptWords = {
  title: 'Your subscription has ended',
  text: 'Choose a plan to use this again.',
  action: 'Choose a plan',
  page: 'upgrade',
  isUrgent: true,
};

const PAUSED: PromptWords = {
  title: 'Your subscription is paused',
  text: 'Resume it on the billing page to use this again.',
  action: 'Open the billing page',
  page: 'manage',
  isUrgent: true,
};

const TRIAL_OVER: PromptWords = {
  title: 'Your trial has ended',
  text: 'Choose a plan to use this again.',
  action: 'Choose a plan',
  page: 'upgrade',
  isUrgent: true,
};

const UNCONFIRMED: PromptWords = {
  title: 'Your plan could not be confirmed',
  text: 'This is nothing you did. Open the billing page to see your plan, or ask the support of this app.',
  action: 'Open the billing page',
  page: 'manage',
  isUrgent: true,
};

function limitWords({ limit, used, allowed, resetsAt }: LimitUsage, { count, date }: Format): PromptWords {
  const reset = resetsAt === null ? '' : ` Counting starts again on ${date(resetsAt)}.`;
  return {
    title: 'Limit reached',
    text: `${readableName(limit)}: ${count(used ?? allowed)} of ${count(allowed)} used.${reset} A higher plan allows more.`,
    action: 'See the plans',
    page: 'upgrade',
    isUrgent: true,
  };
}

/** The words for a portal that pays what it should and wants more. */
export function upgradeWords(planTitle: string | null, present: SnapshotPlan | null): PromptWords {
  const current = present ? ` Your plan is ${present.title}.` : '';
  if (planTitle === null) {
    const text = `This is not part of your present plan.${current}`;
    return { title: 'Upgrade to use this', text, action: 'See the plans', page: 'upgrade', isUrgent: false };
  }
  return {
    title: `Upgrade to ${planTitle}`,
    text: `This is part of the ${planTitle} plan.${current}`,
    action: `Upgrade to ${planTitle}`,
    page: 'upgrade',
    isUrgent: false,
  };
}
