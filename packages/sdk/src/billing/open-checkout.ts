import type { Instant } from '../kernel/instant.js';
import type { Account } from './account.js';
import { addIntent } from './intents.js';
import { isLive } from './subscription-choice.js';

/** The account without this checkout page and without the intent to close it. */
export function withoutCheckout(account: Account, checkoutId: string): Account {
  return {
    ...account,
    checkout: account.checkout?.checkoutId === checkoutId ? null : account.checkout,
    intents: account.intents.filter(
      (intent) => intent.kind !== 'expireCheckout' || intent.checkoutId !== checkoutId,
    ),
  };
}

/**
 * The account with its page given up and asked about: it may have been paid, and what waits behind it, be it another page or the trial it
 * offered, must not be sold then.
 */
export function closeCheckout(account: Account, now: Instant): Account {
  if (!account.checkout) return account;
  const { checkoutId, trialDays } = account.checkout;
  const next = { ...account, checkout: null };
  const isClosing = account.intents.some(
    (intent) => intent.kind === 'expireCheckout' && intent.checkoutId === checkoutId,
  );
  return isClosing ? next : addIntent(next, { kind: 'expireCheckout', checkoutId, trialDays }, now);
}

/** With a live subscription, a page that is still open, or about to be opened, would sell a second one. */
export function closePayersCheckout(account: Account, now: Instant): Account {
  if (!account.subscription || !isLive(account.subscription)) return account;
  const intents = account.intents.filter((intent) => intent.kind !== 'openCheckout');
  return closeCheckout({ ...account, intents }, now);
}
