import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { CheckoutOpened } from '../input.js';
import { addIntent, dropIntent, intentOf, pendingCheckout } from '../intents.js';

/** Notes the page a customer can pay on. A page that a newer wish has overtaken is closed at once: two open pages are two subscriptions. */
export function checkoutOpened(account: Account, input: CheckoutOpened, now: Instant): Decision {
  if (account.checkout?.checkoutId === input.checkoutId) return unchanged(account);
  const intent = intentOf(account, input.generation);
  const rest = dropIntent(account, input.generation);
  if (intent?.kind !== 'openCheckout' || pendingCheckout(rest)) {
    const { checkoutId } = input;
    const trialDays = intent?.kind === 'openCheckout' ? intent.trialDays : 0;
    return {
      account: addIntent(rest, { kind: 'expireCheckout', checkoutId, trialDays }, now),
      journal: [
        { at: now, cause: input.kind, summary: `Checkout ${input.checkoutId} is not wanted any more.` },
      ],
      effects: [],
    };
  }
  const { checkoutId, url, expiresAt } = input;
  const { plan, priceId, trialDays } = intent;
  return {
    account: { ...rest, checkout: { checkoutId, url, expiresAt, plan, priceId, trialDays } },
    journal: [{ at: now, cause: input.kind, summary: `Checkout ${checkoutId} opened for plan ${plan}.` }],
    effects: [],
  };
}
