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

/** With a live subscription, a page that is still open, or about to be opened, would sell a second one. */
export function closePayersCheckout(account: Account, now: Instant): Account {
  if (!account.subscription || !isLive(account.subscription)) return account;
  const next = { ...account, intents: account.intents.filter((intent) => intent.kind !== 'openCheckout') };
  if (!account.checkout) return next;
  const { checkoutId } = account.checkout;
  return addIntent({ ...next, checkout: null }, { kind: 'expireCheckout', checkoutId }, now);
}
