import { describe, expect, it } from 'vitest';
import { identitiesOf, kindsOf, normaliseEmail } from '../../src/billing/trial-identities.js';
import { emptyAccount } from '../../src/billing/account.js';
import { ACCOUNT_KEY, buildCustomer } from '../../src/testing/index.js';

describe('an address, as trials are counted by it', () => {
  it.each([
    ['Ada@Example.com', 'ada@example.com'],
    ['  ada@example.com ', 'ada@example.com'],
    ['ada+second@example.com', 'ada@example.com'],
    ['ada+a+b@example.com', 'ada@example.com'],
    ['a.d.a@example.com', 'a.d.a@example.com'],
    ['A.d.a+trial@Gmail.com', 'ada@gmail.com'],
    ['ada@googlemail.com', 'ada@gmail.com'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    ['+ada@example.com', '+ada@example.com'],
    ['no address', 'no address'],
    ['', ''],
  ])('%j is %j', (address, normal) => {
    expect(normaliseEmail(address)).toBe(normal);
  });
});

describe('a portal’s identities', () => {
  it('are its id, its admin’s address and its customer, as far as they are known', () => {
    expect(identitiesOf(buildCustomer({ adminEmail: 'Ada+hs@example.com' }))).toEqual([
      { kind: 'portal', value: ACCOUNT_KEY.portalId },
      { kind: 'email', value: 'ada@example.com' },
      { kind: 'customer', value: 'cus_1' },
    ]);
    expect(identitiesOf(emptyAccount(ACCOUNT_KEY)).map(({ kind }) => kind)).toEqual(['portal']);
  });

  it('are named once each in a sentence', () => {
    expect(kindsOf(['card:a', 'card:b', 'email:c'])).toEqual(['card', 'admin e-mail address']);
  });
});
