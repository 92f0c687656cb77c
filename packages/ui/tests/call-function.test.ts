import { describe, expect, it } from 'vitest';
import { callFunction } from '../src/call/call-function.js';
import { CardError } from '../src/index.js';
import {
  held,
  installHubspotProxy,
  never,
  noJson,
  refusal,
  result,
  status,
  unreachable,
} from './support/hubspot-proxy.js';
import { pass, useTestClock } from './support/open-card.js';

const proxy = installHubspotProxy();
useTestClock();

const call = { appUrl: 'https://app.example.com', name: 'score', args: { contactId: '7' } };

async function errorOf(promise: Promise<unknown>): Promise<CardError> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(CardError);
  return thrown as CardError;
}

describe('callFunction', () => {
  it.each([[{ points: 7 }], [0], [false], [null], ['']])('gives the result %j as it is', async (value) => {
    proxy.answer('score', result(value));
    expect(await callFunction(call)).toEqual(value);
  });

  it('writes a name with other signs into the path safely', async () => {
    proxy.answer('a/b?c', result(1));
    proxy.answer('b?c', result(1));
    await callFunction({ ...call, name: 'a/b?c' });
    expect(proxy.sent[0]?.url).toBe('https://app.example.com/fn/a%2Fb%3Fc');
  });

  it.each([
    ['PAYMENT_REQUIRED', refusal('PAYMENT_REQUIRED', 402), 'payment'],
    ['PLAN_UPGRADE_REQUIRED', refusal('PLAN_UPGRADE_REQUIRED', 402), 'payment'],
    ['LIMIT_EXCEEDED', refusal('LIMIT_EXCEEDED', 402), 'payment'],
    ['PAYMENT_REQUIRED', refusal('SOMETHING_NEWER', 402), 'payment'],
    ['PAYMENT_REQUIRED', noJson(402), 'payment'],
    ['BILLING_UNAVAILABLE', refusal('BILLING_UNAVAILABLE', 503), 'outage'],
    ['STORE_UNAVAILABLE', refusal('STORE_UNAVAILABLE', 503), 'outage'],
    ['PROVIDER_UNAVAILABLE', refusal('PROVIDER_UNAVAILABLE', 502), 'outage'],
    ['UNREACHABLE', noJson(502), 'outage'],
    ['UNREACHABLE', status(504, '<html>'), 'outage'],
    ['BUSY', status(429, {}), 'outage'],
    ['UNREACHABLE', unreachable(), 'outage'],
    ['INTERNAL', refusal('INTERNAL', 500), 'failure'],
    ['REQUEST_INVALID', refusal('REQUEST_INVALID', 400), 'failure'],
    ['NOT_FOUND', refusal('NOT_FOUND', 404), 'failure'],
    ['ANSWER_UNREADABLE', noJson(500), 'failure'],
    ['ANSWER_UNREADABLE', noJson(200), 'failure'],
    ['ANSWER_UNREADABLE', status(200, { result: 7 }), 'failure'],
    ['ANSWER_UNREADABLE', status(204, null), 'failure'],
  ])('rejects with %s (%#)', async (code, answer, kind) => {
    proxy.answer('score', answer);
    expect(await errorOf(callFunction(call))).toMatchObject({ code, kind });
    expect(proxy.sent).toHaveLength(1);
  });

  it('tells what the refusal said', async () => {
    const facts = {
      feature: 'card.edit',
      currentPlan: 'free',
      status: 'past_due',
      upgradeUrl: 'https://x.example',
    };
    proxy.answer('score', refusal('PAYMENT_REQUIRED', 402, facts));
    expect((await errorOf(callFunction(call))).payment).toEqual({ ...facts, limit: null });
  });

  it('gives up after 20 seconds, even while a body is still being read', async () => {
    proxy.answer('score', never(), () =>
      Promise.resolve({ status: 200, json: () => new Promise<unknown>(() => undefined) }),
    );
    for (let time = 0; time < 2; time += 1) {
      const error = errorOf(callFunction(call));
      await pass(20_000);
      expect(await error).toMatchObject({ kind: 'outage', code: 'TIMEOUT' });
    }
  });

  it('leaves no timer behind and no unhandled rejection when an answer comes too late', async () => {
    const late = held(unreachable());
    proxy.answer('score', late.answer);
    const error = errorOf(callFunction(call));
    await pass(20_000);
    late.release();
    await pass(0);
    expect(await error).toMatchObject({ code: 'TIMEOUT' });
  });
});
