import { describe, expect, it } from 'vitest';
import { buildCustomer } from '../../../src/testing/index.js';
import { NOW, whenAll } from '../given.js';

describe('a page that was paid before it could be closed', () => {
  it('keeps the page for another plan from being opened: it would sell a second subscription', () => {
    const checkout = {
      checkoutId: 'cs_1',
      url: 'https://pay.example/cs_1',
      plan: 'team',
      priceId: 'price_team',
      trialDays: 0,
      expiresAt: NOW + 99,
    };
    const account = whenAll(buildCustomer({ checkout }), [
      { kind: 'checkoutWished', plan: 'scale' },
      { kind: 'checkoutCompleted', checkoutId: 'cs_1' },
    ]);
    expect([account.checkout, account.intents]).toEqual([null, []]);
  });
});
