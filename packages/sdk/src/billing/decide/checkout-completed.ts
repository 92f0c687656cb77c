import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { CheckoutCompleted } from '../input.js';
import { withoutCheckout } from '../open-checkout.js';

/** The page we meant to close was paid in the meantime: no further page is opened, the observation that follows tells the rest. */
export function checkoutCompleted(account: Account, input: CheckoutCompleted, now: Instant): Decision {
  const next = withoutCheckout(account, input.checkoutId);
  return {
    account: { ...next, intents: next.intents.filter((intent) => intent.kind !== 'openCheckout') },
    journal: [{ at: now, cause: input.kind, summary: `Checkout ${input.checkoutId} was completed.` }],
    effects: [],
  };
}
