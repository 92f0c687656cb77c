import type { EntitlementStatus } from '../../contract/entitlement.js';
import type { Instant } from '../../kernel/instant.js';
import { calendarDate } from './calendar-date.js';

/** How a state is coloured; the words carry the meaning alone. */
export type Tone = 'good' | 'quiet' | 'warning';

/** A subscription's state in words. */
export interface BillingState {
  /** Two or three words for the badge. */
  readonly badge: string;
  readonly tone: Tone;
  /** One or two sentences: what is so and what happens next. */
  readonly sentence: string;
}

/** What the words are made of. */
export interface BillingStateFacts {
  readonly status: EntitlementStatus;
  /** When the provider's trial ends; null without one. */
  readonly trialEndsAt: Instant | null;
  /** When a cancellation already scheduled takes effect; null when none is. */
  readonly cancelAt: Instant | null;
}

/** The state as the person who pays reads it. A scheduled cancellation is said before anything else still running. */
export function billingState({ status, trialEndsAt, cancelAt }: BillingStateFacts): BillingState {
  switch (status) {
    case 'active':
      return cancelAt === null
        ? ACTIVE
        : ending(`The subscription stays active until ${calendarDate(cancelAt)}`, cancelAt);
    case 'trialing':
      return trialing(trialEndsAt, cancelAt);
    case 'past_due':
      return PAST_DUE;
    case 'canceled':
      return CANCELED;
    case 'paused':
      return PAUSED;
    default:
      return unknownState(status);
  }
}

const ACTIVE: BillingState = {
  badge: 'Active',
  tone: 'good',
  sentence: 'The subscription is active and renews by itself.',
};

const PAST_DUE: BillingState = {
  badge: 'Payment failed',
  tone: 'warning',
  sentence: 'The last payment did not go through. Update the payment method to keep this plan.',
};

const CANCELED: BillingState = {
  badge: 'Canceled',
  tone: 'quiet',
  sentence: 'The subscription has ended and does not renew.',
};

const PAUSED: BillingState = {
  badge: 'Paused',
  tone: 'quiet',
  sentence: 'The subscription is paused. Paid features are off until it resumes.',
};

function trialing(trialEndsAt: Instant | null, cancelAt: Instant | null): BillingState {
  if (trialEndsAt === null) {
    return { badge: 'Nothing due', tone: 'good', sentence: 'Nothing is being charged at the moment.' };
  }
  const lastDay = calendarDate(trialEndsAt);
  if (cancelAt !== null)
    return ending(`The free trial runs until ${calendarDate(Math.min(cancelAt, trialEndsAt))}`, cancelAt);
  return {
    badge: 'Free trial',
    tone: 'good',
    sentence: `Free until ${lastDay}. The first payment is due then; cancel before and nothing is charged.`,
  };
}

function ending(untilWhen: string, cancelAt: Instant): BillingState {
  return {
    badge: `Ends on ${calendarDate(cancelAt)}`,
    tone: 'quiet',
    sentence: `${untilWhen} and does not renew.`,
  };
}

/** A status this version does not know, from a row a newer one wrote: said as it is, promising nothing. */
function unknownState(status: never): BillingState {
  return { badge: 'Unknown', tone: 'warning', sentence: `The subscription's status is "${String(status)}".` };
}
