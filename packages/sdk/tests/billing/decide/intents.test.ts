import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/kernel/instant.js';
import { buildAccount, buildCustomer } from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

const WISH = { kind: 'checkoutWished', plan: 'team' } as const;

describe('a provider write that is put off', () => {
  it('is tried again after 5 s, doubling up to an hour', () => {
    let account = whenAll(buildCustomer(), [WISH]);
    const waits: number[] = [];
    for (let failure = 0; failure < 12; failure++) {
      account = when(account, {
        kind: 'intentPostponed',
        generation: 1,
        reason: 'PROVIDER_UNAVAILABLE',
        needsOperator: false,
      }).account;
      waits.push((account.intents[0]?.nextAttemptAt ?? 0) - NOW);
    }
    expect(waits.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(waits.at(-1)).toBe(HOUR_MS);
    expect(account.dueAt).toBe(NOW + HOUR_MS);
  });
});

describe('a provider write that waits for an operator', () => {
  const postponed = {
    kind: 'intentPostponed',
    generation: 1,
    reason: 'the key is wrong',
    needsOperator: true,
  } as const;

  it('stays, and alerts once however often it is tried', () => {
    const once = when(whenAll(buildCustomer(), [WISH]), postponed);
    const twice = when(once.account, postponed);
    expect(twice.account.intents).toMatchObject([{ kind: 'openCheckout', attempts: 2 }]);
    expect(once.effects).toMatchObject([{ kind: 'raiseAlert', alert: 'provider_needs_attention' }]);
    expect(twice.effects[0]?.key).toBe(once.effects[0]?.key);
  });

  it('that is not wanted any more changes nothing', () => {
    expect(when(buildCustomer(), postponed).effects).toEqual([]);
  });
});

describe('a provider write that is refused for good', () => {
  const refused = { kind: 'intentRefused', generation: 1, reason: 'no such price' } as const;

  it('is dropped, gives the trial back and alerts an operator', () => {
    const { account, effects } = when(whenAll(buildCustomer(), [WISH]), refused);
    expect([account.intents, account.trial]).toEqual([[], null]);
    expect(effects).toEqual([
      {
        kind: 'raiseAlert',
        key: 'intent-refused:51200417:1',
        alert: 'provider_refused',
        message: 'The provider refused to open a checkout: no such price',
      },
    ]);
  });

  it('takes the page along when the customer is refused', () => {
    const { account } = when(whenAll(buildAccount(), [WISH]), refused);
    expect([account.intents, account.trial]).toEqual([[], null]);
  });

  it('alerts nobody when the write is not wanted any more', () => {
    expect(when(buildAccount(), refused).effects).toEqual([]);
  });
});
