import type { CheckoutConfig } from '../../../src/contract/app-config.js';
import type { AccountKey } from '../../../src/kernel/ids.js';
import type { CreateCustomer, ExpireCheckout, OpenCheckout } from '../../../src/providers/stripe/commands.js';
import { buildBillingConfig } from '../../../src/testing/build-rules.js';

export const KEY: AccountKey = { app: 'acme-sync', mode: 'test', portalId: '1234567' };

export const PLAIN_CHECKOUT: CheckoutConfig = buildBillingConfig().checkout;

export function createCustomerCommand(more: Partial<CreateCustomer> = {}): CreateCustomer {
  return {
    kind: 'createCustomer',
    key: KEY,
    generation: 1,
    email: 'ada@example.com',
    wishedAt: Date.now(),
    ...more,
  };
}

export function openCheckoutCommand(more: Partial<OpenCheckout> = {}): OpenCheckout {
  return {
    kind: 'openCheckout',
    key: KEY,
    generation: 2,
    customerId: 'cus_1',
    plan: 'team',
    priceId: 'price_team',
    trialDays: 0,
    wishedAt: Date.now(),
    successUrl: 'https://app.example/billing/done',
    cancelUrl: 'https://app.example/billing/cancel',
    ...more,
  };
}

export function expireCheckoutCommand(
  checkoutId: string,
  more: Partial<ExpireCheckout> = {},
): ExpireCheckout {
  return { kind: 'expireCheckout', key: KEY, generation: 3, checkoutId, ...more };
}
