import type { Account } from './account.js';

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
