/** How a portal's state is named in a badge: one short word or two, and HubSpot's colour for it. */
import type { BillingSnapshot } from '../wire/billing-snapshot.js';

/** A state in words and colour; `words` is null when the plan's name says it all. */
export interface StatusWords {
  readonly words: string | null;
  readonly variant: 'default' | 'info' | 'success' | 'warning' | 'danger';
}

/** The state of a portal's plan at an instant of the server. */
export function statusWords(snapshot: BillingSnapshot, now: number): StatusWords {
  const { status, plan, hasAccess } = snapshot;
  switch (status) {
    case null:
      return { words: 'Setting up', variant: 'default' };
    case 'active':
      return plan === null ? UNCONFIRMED : activeWords(snapshot);
    case 'trialing':
      return plan === null ? UNCONFIRMED : trialWords(snapshot, now);
    case 'past_due':
      return { words: 'Payment failed', variant: hasAccess ? 'warning' : 'danger' };
    case 'canceled':
      return { words: 'Subscription ended', variant: 'default' };
    case 'paused':
      return { words: 'Paused', variant: 'warning' };
    case 'unknown':
      return UNCONFIRMED;
  }
}

const UNCONFIRMED: StatusWords = { words: 'Not confirmed', variant: 'warning' };

function activeWords({ plan, cancelAt, hasAccess }: BillingSnapshot): StatusWords {
  if (!hasAccess) return UNCONFIRMED;
  if (cancelAt !== null) return { words: 'Cancellation scheduled', variant: 'warning' };
  return { words: null, variant: plan?.isFree ? 'default' : 'success' };
}

/** A free plan right after the installation is "trialing" without a clock: nothing to speak of. */
function trialWords({ plan, trialEndsAt, hasAccess }: BillingSnapshot, now: number): StatusWords {
  const isOver = trialEndsAt !== null && trialEndsAt <= now;
  if (!hasAccess || isOver) return { words: 'Trial ended', variant: 'warning' };
  if (plan?.isFree) return { words: null, variant: 'default' };
  return { words: 'Trial', variant: 'info' };
}
