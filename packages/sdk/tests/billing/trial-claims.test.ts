import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/billing/account.js';
import type { Input, TrialCheck } from '../../src/billing/input.js';
import { changedClaims } from '../../src/billing/trial-claims.js';
import {
  buildAccount,
  buildCustomer,
  buildGrant,
  buildKnownSubscription,
  buildObserved,
  buildRules,
  buildSubscription,
} from '../../src/testing/index.js';
import { NOW, observed, when, whenAll } from './given.js';

const FREE: TrialCheck = { identities: ['portal:p', 'email:e'], takenElsewhere: [] };
const TAKEN: TrialCheck = { ...FREE, takenElsewhere: ['email:e'] };
const CARD_TAKEN: TrialCheck = { identities: ['customer:c', 'card:k'], takenElsewhere: ['card:k'] };
const TRIAL_ENDS = NOW + 14 * 86_400_000;
const TRIAL = buildSubscription({ status: 'trialing', trialEndsAt: TRIAL_ENDS, createdAt: NOW });
const RESERVED = buildCustomer({
  trial: { state: 'reserved', at: 5, plannedEndsAt: null },
  trialClaims: ['portal:p', 'email:e'],
});

function wish(trialCheck?: TrialCheck): Input {
  return { kind: 'checkoutWished', plan: 'team', ...(trialCheck ? { trialCheck } : {}) };
}

function seen(subscription = TRIAL, trialCheck?: TrialCheck): Input {
  return {
    kind: 'customerObserved',
    observed: buildObserved([subscription]),
    ...(trialCheck && { trialCheck }),
  };
}

function kindsOfIntents(account: Account): readonly string[] {
  return account.intents.map(({ kind }) => kind);
}

describe('a reservation', () => {
  it('claims every identity with the checkout it is made for', () => {
    const { account } = when(buildCustomer(), wish(FREE));
    expect([account.trial?.state, account.trialClaims]).toEqual(['reserved', ['portal:p', 'email:e']]);
    expect(account.intents[0]).toMatchObject({ kind: 'openCheckout', trialDays: 14 });
  });

  it('is not made for an identity another portal holds: the plan is sold without a trial', () => {
    const { account } = when(buildCustomer(), wish(TAKEN));
    expect([account.trial, account.trialClaims]).toEqual([null, []]);
    expect(account.intents[0]).toMatchObject({ kind: 'openCheckout', trialDays: 0 });
  });

  it('is given back when its page expires or the provider refuses to open it', () => {
    const wished = when(buildCustomer(), wish(FREE)).account;
    const refused = when(wished, { kind: 'intentRefused', generation: 1, reason: 'no such price' }).account;
    expect([refused.trial, refused.trialClaims]).toEqual([null, []]);
    const expired = whenAll(wished, [
      {
        kind: 'checkoutOpened',
        generation: 1,
        checkoutId: 'cs_1',
        url: 'https://pay.example',
        expiresAt: NOW,
      },
      { kind: 'checkoutExpired', checkoutId: 'cs_1' },
    ]);
    expect([expired.trial, expired.trialClaims]).toEqual([null, []]);
  });

  it('is kept while another page takes the place of its own', () => {
    const switched = whenAll(buildCustomer(), [
      wish(FREE),
      {
        kind: 'checkoutOpened',
        generation: 1,
        checkoutId: 'cs_1',
        url: 'https://pay.example',
        expiresAt: NOW + 9,
      },
      { ...wish(FREE), plan: 'scale' } as Input,
      { kind: 'checkoutExpired', checkoutId: 'cs_1' },
    ]);
    expect(switched.trialClaims).toEqual(['portal:p', 'email:e']);
  });

  it('is given back when somebody subscribed without a trial, or the customer is gone', () => {
    expect(when(RESERVED, seen(buildSubscription())).account.trialClaims).toEqual([]);
    const gone = observed(buildObserved([], { isDeleted: true }));
    expect(when(RESERVED, gone).account.trialClaims).toEqual([]);
    expect(when(RESERVED, observed(buildObserved([]))).account.trialClaims).toEqual(RESERVED.trialClaims);
  });
});

describe('an observed trial', () => {
  it('is consumed with the customer and the card it shows, and never given back', () => {
    const check = { identities: ['customer:c', 'card:k'], takenElsewhere: [] };
    const { account } = when(RESERVED, seen(TRIAL, check));
    expect(account.trial).toEqual({ state: 'consumed', at: 5, plannedEndsAt: TRIAL_ENDS });
    expect(account.trialClaims).toEqual(['portal:p', 'email:e', 'customer:c', 'card:k']);
    const later = whenAll(account, [
      seen(buildSubscription({ status: 'canceled', trialEndsAt: TRIAL_ENDS, endedAt: NOW })),
      { kind: 'uninstalled', learnedFrom: 'app' },
      { kind: 'installed', adminEmail: 'new@example.com', accountType: 'STANDARD', scopes: [] },
      { kind: 'checkoutExpired', checkoutId: 'cs_1' },
    ]);
    expect(later.trialClaims).toEqual(account.trialClaims);
  });

  it('with a card that had one elsewhere is ended, once', () => {
    const { account, journal } = when(RESERVED, seen(TRIAL, CARD_TAKEN));
    expect(kindsOfIntents(account)).toEqual(['endTrial']);
    expect(account.trialClaims).toEqual(['portal:p', 'email:e', 'customer:c']);
    expect(journal.map(({ summary }) => summary).join()).toContain('its card had a trial in another portal');
    const ended = whenAll(account, [seen(TRIAL, CARD_TAKEN), { kind: 'trialEndedEarly', generation: 1 }]);
    expect(kindsOfIntents(ended)).toEqual([]);
    expect(kindsOfIntents(when(ended, seen(TRIAL, CARD_TAKEN)).account)).toEqual([]);
  });

  it('with such a card is only reported under repeat_trial = "alert", once', () => {
    const rules = buildRules({ repeat_trial: 'alert' });
    const { account, effects } = when(RESERVED, seen(TRIAL, CARD_TAKEN), { rules });
    expect(kindsOfIntents(account)).toEqual([]);
    expect(effects.filter(({ kind }) => kind === 'raiseAlert')).toMatchObject([
      { key: 'repeat-trial:sub_1', alert: 'repeat_trial' },
    ]);
    expect(when(account, seen(TRIAL, CARD_TAKEN), { rules }).effects).toEqual([]);
  });

  it('of somebody who has canceled or removed the app is never ended early, which would charge him', () => {
    const canceled = { ...TRIAL, cancelAt: TRIAL_ENDS };
    expect(kindsOfIntents(when(RESERVED, seen(canceled, CARD_TAKEN)).account)).toEqual([]);
    const removed = when(RESERVED, { kind: 'uninstalled', learnedFrom: 'app' }).account;
    expect(kindsOfIntents(when(removed, seen(TRIAL, CARD_TAKEN)).account)).not.toContain('endTrial');
  });

  it('that is over is not ended', () => {
    const paid = buildSubscription({ status: 'active', trialEndsAt: NOW - 1 });
    expect(kindsOfIntents(when(RESERVED, seen(paid, CARD_TAKEN)).account)).toEqual([]);
  });
});

describe('what a commit changes in the ledger', () => {
  it('is the difference between the account before and after', () => {
    const before = buildAccount({ trialClaims: ['a', 'b'] });
    expect(changedClaims(before, { ...before, trialClaims: ['b', 'c'] })).toEqual({
      claimed: ['c'],
      released: ['a'],
    });
  });

  it('is nothing for grants, a reviewer’s included', () => {
    const grant = buildGrant({ source: 'reviewer' });
    const { account } = when(buildAccount(), { kind: 'grantGiven', grant });
    expect([account.trial, account.trialClaims]).toEqual([null, []]);
    const paying = buildCustomer({ subscription: buildKnownSubscription() });
    expect(when(paying, { kind: 'grantGiven', grant }).account.trialClaims).toEqual([]);
  });
});
