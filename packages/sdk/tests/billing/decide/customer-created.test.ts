import { describe, expect, it } from 'vitest';
import { buildAccount } from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

const CREATED = { kind: 'customerCreated', generation: 1, customerId: 'cus_1' } as const;

describe('a created customer', () => {
  it('is mapped to the portal and shown in its row', () => {
    const account = whenAll(buildAccount(), [{ kind: 'checkoutWished', plan: 'team' }, CREATED]);
    expect(account.customer).toEqual({ customerId: 'cus_1', mappedAt: NOW });
    expect(account.intents.map((intent) => intent.kind)).toEqual(['openCheckout']);
    expect(account.entitlement?.stripeCustomerId).toBe('cus_1');
  });

  it('is ignored when nobody waits for it any more', () => {
    expect(when(buildAccount(), CREATED).account.customer).toBeNull();
  });

  it('changes nothing when it is told twice', () => {
    const once = whenAll(buildAccount(), [{ kind: 'checkoutWished', plan: 'team' }, CREATED]);
    expect(when(once, CREATED).account).toEqual(once);
  });
});
