import { describe, expect, it } from 'vitest';
import {
  buildCustomer,
  buildKnownSubscription,
  buildObserved,
  buildSubscription,
  withRow,
  buildRules,
} from '../../../src/testing/index.js';
import { NOW, observed, when, whenAll } from '../given.js';

const DELAYED = { kind: 'setupDelayed' } as const;

describe('a success page that waited in vain', () => {
  it('promises a mail that is sent once, when the subscription shows', () => {
    const waiting = whenAll(buildCustomer(), [DELAYED, DELAYED]);
    expect(waiting.isSetupMailPromised).toBe(true);
    const { account, effects } = when(waiting, observed(buildObserved([buildSubscription()])));
    expect(effects.filter((effect) => effect.kind === 'sendEmail')).toEqual([
      {
        kind: 'sendEmail',
        key: 'setup-done:51200417:sub_1',
        template: 'setup-done',
        to: 'ada@example.com',
        data: { plan: 'Team' },
      },
    ]);
    expect(when(account, observed(buildObserved([buildSubscription()]))).effects).toEqual([]);
  });

  it('sends no mail for an observation that shows nothing paid', () => {
    const waiting = whenAll(buildCustomer(), [DELAYED]);
    expect(when(waiting, observed(buildObserved([]))).effects).toEqual([]);
  });

  it('promises nothing when the portal is set up already', () => {
    const paying = withRow(buildCustomer({ subscription: buildKnownSubscription() }), buildRules(), NOW);
    expect(when(paying, DELAYED)).toMatchObject({ account: { isSetupMailPromised: false }, effects: [] });
  });
});

describe('a next step', () => {
  it('is kept with the install, and dropped when there is none', () => {
    const kept = { kind: 'nextStepKept', url: 'https://app.example/pay' } as const;
    expect(when(buildCustomer(), kept).account.install?.nextStepUrl).toBe('https://app.example/pay');
    expect(when(buildCustomer({ install: null }), kept).account.install).toBeNull();
  });
});
