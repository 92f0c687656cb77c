/** The wishes the provider's contract cases carry out, with what does not matter filled in. */
import type { CheckoutOpened, CustomerCreated } from '../billing/input.js';
import type { ProviderCommand, ProviderOutcome } from '../billing/ports/payment-provider.js';
import type { CustomerId, PriceId } from '../kernel/ids.js';
import type { PaymentProviderHarness } from './payment-provider-harness.js';

/** The e-mail address of every customer of the suite. */
export const CUSTOMER_EMAIL = 'ada@example.com';

/** What a case may ask of a checkout page. Defaults: the harness's price, no trial, generation 2. */
export interface CheckoutWish {
  readonly customerId: CustomerId;
  readonly priceId?: PriceId;
  readonly trialDays?: number;
  readonly generation?: number;
}

/** Creates the portal's customer. */
export async function createCustomer({
  provider,
  key,
  now,
}: PaymentProviderHarness): Promise<CustomerCreated> {
  const wish = { key, generation: 1, email: CUSTOMER_EMAIL, wishedAt: now() };
  const outcome = await provider.perform({ kind: 'createCustomer', ...wish });
  if (outcome.kind !== 'customerCreated')
    throw new Error(`expected a customer, but received ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Opens a page. */
export async function openCheckout(
  harness: PaymentProviderHarness,
  wish: CheckoutWish,
): Promise<CheckoutOpened> {
  const outcome = await harness.provider.perform(checkoutCommand(harness, wish));
  if (outcome.kind !== 'checkoutOpened')
    throw new Error(`expected a page, but received ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The command to open a page. */
export function checkoutCommand(
  { key, priceId, now }: PaymentProviderHarness,
  wish: CheckoutWish,
): ProviderCommand {
  return {
    kind: 'openCheckout',
    key,
    generation: 2,
    plan: 'team',
    priceId,
    trialDays: 0,
    wishedAt: now(),
    successUrl: 'https://app.example/done',
    cancelUrl: 'https://app.example/cancel',
    ...wish,
  };
}

/** Closes a page. */
export async function expireCheckout(
  { provider, key }: PaymentProviderHarness,
  wish: { checkoutId: string; generation?: number },
): Promise<ProviderOutcome> {
  return await provider.perform({ kind: 'expireCheckout', key, generation: 3, ...wish });
}
