import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { CheckoutExpired } from '../input.js';
import { pendingCheckout } from '../intents.js';
import { releaseTrial } from '../trial.js';
import { withoutCheckout } from '../open-checkout.js';

/** Forgets a page nobody can pay on any more and gives its reserved trial back. */
export function checkoutExpired(account: Account, input: CheckoutExpired, now: Instant): Decision {
  const next = withoutCheckout(account, input.checkoutId);
  return {
    account: next.checkout || pendingCheckout(next) ? next : releaseTrial(next),
    journal: [{ at: now, cause: input.kind, summary: `Checkout ${input.checkoutId} can no longer be paid.` }],
    effects: [],
  };
}
