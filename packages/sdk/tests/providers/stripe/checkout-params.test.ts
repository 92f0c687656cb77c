import { describe, expect, it } from 'vitest';
import { checkoutParams } from '../../../src/providers/stripe/checkout-params.js';
import { openCheckoutCommand, PLAIN_CHECKOUT } from './builders.js';

const TAGS = { hsx_app: 'acme-sync', hsx_portal: '1234567', hsx_mode: 'test' };

describe('a checkout page', () => {
  it('sells one subscription to the portal’s own customer and carries the portal everywhere', () => {
    expect(checkoutParams(openCheckoutCommand(), PLAIN_CHECKOUT)).toEqual({
      mode: 'subscription',
      customer: 'cus_1',
      client_reference_id: '1234567',
      line_items: [{ price: 'price_team', quantity: 1 }],
      metadata: { ...TAGS, hsx_generation: '2' },
      subscription_data: { metadata: TAGS },
      payment_method_collection: 'always',
      locale: 'auto',
      success_url: 'https://app.example/billing/done',
      cancel_url: 'https://app.example/billing/cancel',
    });
  });

  it('offers a trial that is canceled when it ends without a card', () => {
    expect(checkoutParams(openCheckoutCommand({ trialDays: 14 }), PLAIN_CHECKOUT).subscription_data).toEqual({
      metadata: TAGS,
      trial_period_days: 14,
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
    });
  });

  it('lets Stripe save the address when it computes tax', () => {
    expect(checkoutParams(openCheckoutCommand(), { ...PLAIN_CHECKOUT, automatic_tax: true })).toMatchObject({
      automatic_tax: { enabled: true },
      customer_update: { address: 'auto' },
    });
  });

  it('lets Stripe save name and address when it asks for a tax id', () => {
    const params = checkoutParams(openCheckoutCommand(), { ...PLAIN_CHECKOUT, tax_id_collection: true });
    expect(params).toMatchObject({
      tax_id_collection: { enabled: true },
      customer_update: { address: 'auto', name: 'auto' },
    });
    expect(params).not.toHaveProperty('automatic_tax');
  });

  it('passes on the other options of [billing.checkout]', () => {
    const config = {
      ...PLAIN_CHECKOUT,
      promotion_codes: true,
      locale: 'de',
      payment_method_collection: 'if_required' as const,
    };
    expect(checkoutParams(openCheckoutCommand(), config)).toMatchObject({
      allow_promotion_codes: true,
      locale: 'de',
      payment_method_collection: 'if_required',
    });
  });
});
