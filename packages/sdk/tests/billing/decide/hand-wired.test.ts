import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../../../src/contract/entitlement.js';
import { buildAccount, buildCustomer, buildRules } from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

const rules = buildRules({}, { isHandWired: true });
const ROW: Entitlement = {
  plan: 'team',
  status: 'trialing',
  source: 'stripe',
  adminEmail: 'bob@example.com',
  updatedAt: 7,
};

describe('a row written by hand', () => {
  it('is the row, as it is, and renews the admin’s address', () => {
    const { account } = when(buildAccount(), { kind: 'rowWritten', row: ROW }, { rules });
    expect([account.entitlement, account.adminEmail]).toEqual([ROW, 'bob@example.com']);
  });

  it('is gone when it is deleted', () => {
    const written = { kind: 'rowWritten', row: ROW } as const;
    expect(
      whenAll(buildAccount(), [written, { kind: 'rowWritten', row: null }], { rules }).entitlement,
    ).toBeNull();
  });
});

describe('a customer mapped by hand', () => {
  it('retires the former one, which is still found', () => {
    const mapped = { kind: 'customerMapped', customerId: 'cus_2', adminEmail: null } as const;
    const { account } = when(buildCustomer(), mapped, { rules });
    expect(account).toMatchObject({
      customer: { customerId: 'cus_2', mappedAt: NOW },
      retiredCustomerIds: ['cus_1'],
    });
    const back = when(account, { ...mapped, customerId: 'cus_1' }, { rules }).account;
    expect(back).toMatchObject({ customer: { customerId: 'cus_1' }, retiredCustomerIds: ['cus_2'] });
  });

  it('changes nothing when it was mapped before', () => {
    const mapped = { kind: 'customerMapped', customerId: 'cus_1', adminEmail: null } as const;
    expect(when(buildCustomer(), mapped, { rules }).journal).toEqual([]);
  });
});
