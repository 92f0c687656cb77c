/** A person's wish to pay, from the click to the page they pay on. The same path as a webhook, with `verify` done by the caller. */
import { HsxError } from '../../kernel/hsx-error.js';
import type { AccountKey } from '../../kernel/ids.js';
import { mayStartCheckout } from '../access.js';
import type { BillingEngine } from '../billing-engine.js';
import { observe } from './observe.js';
import { performIntents } from './perform-intents.js';
import { transact } from './transact.js';

/** Where the person goes: to a checkout page, or, with a live subscription, to the billing page. */
export type CheckoutStart =
  { readonly kind: 'checkout'; readonly url: string } | { readonly kind: 'billingPage' };

/** The plan sold when none is named: the configured one, else the lowest-ranked one that costs something; null when nothing is for sale. */
export function defaultPlanFor({
  rules,
  checkout,
}: Pick<BillingEngine, 'rules' | 'checkout'>): string | null {
  const sold = rules.plans.plans.filter((plan) => plan.priceIds.length > 0);
  return (sold.find((plan) => plan.name === checkout.plan) ?? sold[0])?.name ?? null;
}

/** Opens, or finds open, the checkout page for the plan. Throws REQUEST_INVALID, PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function startCheckout(
  engine: BillingEngine,
  key: AccountKey,
  plan: string,
): Promise<CheckoutStart> {
  requireSellable(engine, plan);
  const { customer, checkout } = await performIntents(engine, key);
  // A page that is gone may have been paid without our hearing of it: who has paid is never sold a second subscription or trial.
  if (customer && !checkout) await observe(engine, key);
  await transact(engine, key, () => ({ kind: 'checkoutWished', plan }));
  const account = await performIntents(engine, key);
  if (!mayStartCheckout(account)) return { kind: 'billingPage' };
  if (account.checkout?.plan === plan) return { kind: 'checkout', url: account.checkout.url };
  if (account.intents.length > 0) {
    throw new HsxError({
      code: 'PROVIDER_UNAVAILABLE',
      message: 'The payment provider did not answer; no checkout page was opened.',
      hint: 'Try again in a moment. Nothing was charged.',
    });
  }
  throw new HsxError({
    code: 'PROVIDER_REFUSED',
    message: `The payment provider refused to open a checkout page for plan ${plan}.`,
    hint: 'The app’s operator has been alerted; the journal of the account has the reason.',
  });
}

/** Characters of a name that a visitor may have made up. */
const LONGEST_SHOWN = 64;

/** Lets only a plan through that is for sale. Throws REQUEST_INVALID, naming those that are. */
export function requireSellable(engine: BillingEngine, plan: string): void {
  const sold = engine.rules.plans.plans.filter((each) => each.priceIds.length > 0).map((each) => each.name);
  if (engine.provider && sold.includes(plan)) return;
  throw new HsxError({
    code: 'REQUEST_INVALID',
    message: `Plan "${plan.slice(0, LONGEST_SHOWN)}" is not for sale here; for sale: ${sold.join(', ') || 'nothing'}.`,
    hint: 'Choose one of the plans for sale.',
  });
}
