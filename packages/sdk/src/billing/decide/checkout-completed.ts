import type { Instant } from '../../kernel/instant.js';
import type { Account, TrialUse } from '../account.js';
import type { Decision } from '../decision.js';
import type { CheckoutCompleted } from '../input.js';
import { withoutCheckout } from '../open-checkout.js';

/**
 * The page we meant to close was paid in the meantime: no further page is opened, the observation that follows tells the rest. The trial it
 * offered is used up, whether or not anybody can still see it: the customer may have been deleted since.
 */
export function checkoutCompleted(account: Account, input: CheckoutCompleted, now: Instant): Decision {
  const next = withoutCheckout(account, input.checkoutId);
  return {
    account: {
      ...next,
      trial: hasUsedTrial(account, input.checkoutId) ? consumed(account, now) : next.trial,
      intents: next.intents.filter((intent) => intent.kind !== 'openCheckout'),
    },
    journal: [{ at: now, cause: input.kind, summary: `Checkout ${input.checkoutId} was completed.` }],
    effects: [],
  };
}

function hasUsedTrial({ trial, intents }: Account, checkoutId: string): boolean {
  const closing = intents.find(
    (intent) => intent.kind === 'expireCheckout' && intent.checkoutId === checkoutId,
  );
  return trial?.state === 'reserved' && closing?.kind === 'expireCheckout' && closing.trialDays > 0;
}

function consumed({ trial }: Account, now: Instant): TrialUse {
  return { state: 'consumed', at: trial?.at ?? now, plannedEndsAt: null };
}
