import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/kernel/logger.js';
import { patientFetch } from '../../../src/providers/stripe/patient-fetch.js';
import { errorOf, startScriptedStripe, type ScriptedAnswer, type ScriptedStripe } from './scripted-stripe.js';

const open: ScriptedStripe[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((stripe) => stripe.close()));
});

const LIMITED = errorOf(429, { code: 'lock_timeout' });

async function fetching(
  answers: readonly ScriptedAnswer[],
  wish: { firstWaitMs?: number; signal?: AbortSignal } = {},
) {
  const stripe = await startScriptedStripe({ 'GET /v1/things': answers });
  open.push(stripe);
  const patient = patientFetch({ logger: silentLogger, retries: 3, firstWaitMs: wish.firstWaitMs ?? 1 });
  const answer = patient(`${stripe.origin}/v1/things`, { signal: wish.signal ?? null });
  const ended = await answer.then((response) => response.status).catch((error: unknown) => error);
  return { ended, requests: stripe.seen.length };
}

describe('patience with rate limiting', () => {
  it('repeats until the answer is another', async () => {
    expect(await fetching([LIMITED, LIMITED, { body: {} }])).toEqual({ ended: 200, requests: 3 });
  });

  it('ends after four attempts and hands the 429 on', async () => {
    expect(await fetching([LIMITED])).toEqual({ ended: 429, requests: 4 });
  });

  it('is not needed for any other answer', async () => {
    for (const status of [200, 400, 402, 409, 500, 503]) {
      expect(await fetching([{ status, body: {} }])).toEqual({ ended: status, requests: 1 });
    }
  });

  it.each(['true', 'false'])(
    'leaves it to the SDK where Stripe says whether to retry (%s)',
    async (advice) => {
      expect(await fetching([{ ...LIMITED, headers: { 'stripe-should-retry': advice } }])).toEqual({
        ended: 429,
        requests: 1,
      });
    },
  );

  it('ends when the caller gives up, even while it waits', async () => {
    const signal = AbortSignal.timeout(50);
    const { ended, requests } = await fetching([LIMITED], { firstWaitMs: 60_000, signal });
    expect(ended).toMatchObject({ name: 'TimeoutError' });
    expect(requests).toBe(1);
  });
});
