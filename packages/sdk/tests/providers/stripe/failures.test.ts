import { afterEach, describe, expect, it } from 'vitest';
import { createLogger, jsonLines } from '../../../src/kernel/logger.js';
import { createCustomerCommand, expireCheckoutCommand, openCheckoutCommand } from './builders.js';
import { DEAD_ORIGIN, providerAt } from './provider-under-test.js';
import { errorOf, startScriptedStripe, type ScriptedAnswer, type ScriptedStripe } from './scripted-stripe.js';

const open: ScriptedStripe[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((stripe) => stripe.close()));
});

async function scripted(routes: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>>) {
  const stripe = await startScriptedStripe(routes);
  open.push(stripe);
  return stripe;
}

const CREATED: ScriptedAnswer = { body: { id: 'cus_1', object: 'customer' } };
const LIMITED: ScriptedAnswer = {
  ...errorOf(429, { code: 'rate_limit', message: 'Too many requests.' }),
  headers: { 'stripe-rate-limited-reason': 'endpoint-rate' },
};
const BROKEN = { ...errorOf(500, { type: 'api_error' }), headers: { 'stripe-should-retry': 'false' } };

/** What performing `createCustomer` against one scripted answer leads to. */
async function creating(...answers: ScriptedAnswer[]) {
  const stripe = await scripted({ 'POST /v1/customers': answers });
  const lines: string[] = [];
  const provider = providerAt(stripe.origin, { logger: createLogger(jsonLines((line) => lines.push(line))) });
  const ended = await provider.perform(createCustomerCommand()).catch((error: unknown) => error);
  return { ended, seen: stripe.seen, lines };
}

describe('rate limiting', () => {
  it('is sat out under one and the same idempotency key', async () => {
    const { ended, seen, lines } = await creating(LIMITED, CREATED);
    expect(ended).toEqual({ kind: 'customerCreated', generation: 1, customerId: 'cus_1' });
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(seen).toHaveLength(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('endpoint-rate');
  });

  it('is PROVIDER_UNAVAILABLE when it does not end within four attempts', async () => {
    const { ended, seen } = await creating(LIMITED);
    expect(ended).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', retryable: true });
    expect((ended as Error).message).toBe('HS-X could not create the customer: Stripe is limiting our rate.');
    expect(seen).toHaveLength(4);
  });
});

describe('a Stripe that cannot answer', () => {
  it('is PROVIDER_UNAVAILABLE for every method when nobody listens', async () => {
    const provider = providerAt(DEAD_ORIGIN);
    const unavailable = expect.objectContaining({ code: 'PROVIDER_UNAVAILABLE' }) as unknown;
    const attempts = [
      provider.observe('cus_1'),
      provider.perform(createCustomerCommand()),
      provider.perform(openCheckoutCommand()),
      provider.perform(expireCheckoutCommand('cs_test_1')),
      provider.openBillingPage({ customerId: 'cus_1', returnUrl: 'https://app.example' }),
    ];
    const ended = await Promise.all(attempts.map((attempt) => attempt.catch((error: unknown) => error)));
    expect(ended).toEqual(attempts.map(() => unavailable));
  });

  it('is PROVIDER_UNAVAILABLE when the server breaks, the answer is no JSON, or the key is still in use', async () => {
    for (const answer of [BROKEN, { body: '<html>' }, errorOf(409, { type: 'idempotency_error' })]) {
      const { ended } = await creating(answer);
      expect(ended).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    }
  });
});

describe('a key Stripe does not accept', () => {
  it.each([
    [401, /does not accept the secret key/],
    [403, /key may not do this/],
  ])('is PROVIDER_REFUSED with a hint, not the end of the wish (%i)', async (status, message) => {
    const { ended } = await creating(errorOf(status, { message: 'Invalid API Key provided: sk_test_*abc' }));
    expect(ended).toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: expect.stringMatching(message) as string,
    });
    expect((ended as { hint: string }).hint).toMatch(/key/);
    expect(JSON.stringify(ended) + (ended as Error).message).not.toContain('sk_test_');
  });
});

describe('a refusal for good', () => {
  it('is an outcome with a reason an operator can act on', async () => {
    const stripe = await scripted({
      'POST /v1/checkout/sessions': errorOf(400, {
        code: 'resource_missing',
        param: 'line_items[0][price]',
        message: "No such price: 'price_team'",
      }),
    });
    expect(await providerAt(stripe.origin).perform(openCheckoutCommand())).toEqual({
      kind: 'intentRefused',
      generation: 2,
      reason:
        "No such price: 'price_team' (code resource_missing, parameter line_items[0][price], request req_1)",
    });
  });

  it('names neither people, links, keys nor card numbers', async () => {
    const message =
      'No: ada@example.com, https://checkout.stripe.com/c/pay/cs_test_abc#x, sk_test_51abc, 4242 4242 4242 4242.';
    const { ended } = await creating(errorOf(400, { message }));
    expect((ended as { reason: string }).reason).toBe(
      'No: [e-mail], [link], [redacted], [redacted]. (request req_1)',
    );
    const { ended: other } = await creating(
      errorOf(400, { code: 'email_invalid', param: 'email', message: 'Invalid email address: ada' }),
    );
    expect((other as { reason: string }).reason).toBe(
      "The person's e-mail address is not one Stripe accepts. (code email_invalid, parameter email, request req_1)",
    );
  });

  it('of the billing page is PROVIDER_REFUSED, with what Stripe says is missing', async () => {
    const message =
      'No configuration provided and your test mode default configuration has not been created.';
    const stripe = await scripted({ 'POST /v1/billing_portal/sessions': errorOf(400, { message }) });
    const wish = { customerId: 'cus_1', returnUrl: 'https://app.example' };
    await expect(providerAt(stripe.origin).openBillingPage(wish)).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: expect.stringContaining('default configuration has not been created') as string,
    });
  });
});
