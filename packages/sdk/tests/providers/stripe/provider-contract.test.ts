import { describe, it } from 'vitest';
import { paymentProviderContract } from '../../../src/testing/payment-provider-contract.js';
import type { PaymentProviderHarness, WebhookWish } from '../../../src/testing/payment-provider-harness.js';
import { KEY } from './builders.js';
import { DEAD_ORIGIN } from './provider-under-test.js';
import { bytesOf, signatureHeader } from './signing.js';
import { SIGNING_SECRET, startSimulatedStripe } from './simulated-stripe.js';

function webhook(wish: WebhookWish) {
  const createdS = Math.floor(wish.signedAt / 1_000);
  const isKnown = wish.about === 'subscription';
  const event = {
    id: wish.eventId,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: createdS,
    livemode: wish.mode === 'live',
    type: isKnown ? 'customer.subscription.updated' : 'customer.mood.changed',
    data: { object: { id: 'x_1', object: isKnown ? 'subscription' : 'mood', customer: wish.customerId } },
  };
  const body = bytesOf(JSON.stringify(event));
  const secret = wish.secret === 'known' ? SIGNING_SECRET : 'whsec_foreign';
  const headers = new Headers({ 'stripe-signature': signatureHeader(body, secret, createdS) });
  return Promise.resolve({ headers, body });
}

async function open(): Promise<PaymentProviderHarness> {
  const simulated = await startSimulatedStripe();
  return {
    provider: simulated.provider,
    unreachable: simulated.providerWith({ origin: DEAD_ORIGIN }),
    key: KEY,
    priceId: 'price_team',
    now: () => simulated.now(),
    pay: async ({ checkoutId }) => {
      simulated.pay(checkoutId);
      await simulated.simulators.settle();
    },
    webhook,
    close: () => simulated.close(),
  };
}

describe('the Stripe provider', () => {
  for (const { title, run } of paymentProviderContract(open)) it(title, run);
});
