import { afterEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/kernel/instant.js';
import { createCustomerCommand, expireCheckoutCommand, openCheckoutCommand } from './builders.js';
import { providerAt } from './provider-under-test.js';
import {
  errorOf,
  listOf,
  startScriptedStripe,
  type ScriptedAnswer,
  type ScriptedStripe,
} from './scripted-stripe.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const TAGS = { hsx_app: 'acme-sync', hsx_portal: '1234567', hsx_mode: 'test' };
const open: ScriptedStripe[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((stripe) => stripe.close()));
});

async function scripted(routes: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>>) {
  const stripe = await startScriptedStripe(routes);
  open.push(stripe);
  return { stripe, provider: providerAt(stripe.origin, { clock: { now: () => NOW } }) };
}

const methodsOf = (stripe: ScriptedStripe) => stripe.seen.map(({ method }) => method);

describe('creating the customer', () => {
  const NEW: ScriptedAnswer = { body: { id: 'cus_new', object: 'customer' } };

  it('tags it with the app, the portal and the mode', async () => {
    const { stripe, provider } = await scripted({ 'POST /v1/customers': NEW });
    await provider.perform(createCustomerCommand({ wishedAt: NOW }));
    expect(Object.fromEntries(stripe.seen[0]!.form)).toEqual({
      email: 'ada@example.com',
      'metadata[hsx_app]': 'acme-sync',
      'metadata[hsx_portal]': '1234567',
      'metadata[hsx_mode]': 'test',
    });
    expect(stripe.seen[0]?.headers['idempotency-key']).toMatch(
      /^hsx:acme-sync:test:1234567:createCustomer:1:/,
    );
  });

  it('goes without an e-mail address where none is known', async () => {
    const { stripe, provider } = await scripted({ 'POST /v1/customers': NEW });
    await provider.perform(createCustomerCommand({ email: '', wishedAt: NOW - 2 * DAY_MS }));
    expect(methodsOf(stripe)).toEqual(['POST']);
    expect(stripe.seen[0]?.form.has('email')).toBe(false);
  });

  it('relies on the idempotency key within a day', async () => {
    const { stripe, provider } = await scripted({ 'POST /v1/customers': NEW });
    await provider.perform(createCustomerCommand({ wishedAt: NOW - DAY_MS + 1 }));
    expect(methodsOf(stripe)).toEqual(['POST']);
  });

  it('looks for the customer first once the key may have lapsed', async () => {
    const namesake = { id: 'cus_other', object: 'customer', metadata: { ...TAGS, hsx_portal: '99' } };
    const mine = { id: 'cus_mine', object: 'customer', metadata: TAGS };
    const { stripe, provider } = await scripted({ 'GET /v1/customers': listOf([namesake, mine]) });
    const outcome = await provider.perform(createCustomerCommand({ wishedAt: NOW - DAY_MS }));
    expect(outcome).toEqual({ kind: 'customerCreated', generation: 1, customerId: 'cus_mine' });
    expect(methodsOf(stripe)).toEqual(['GET']);
  });

  it("never takes another portal's customer of the same e-mail address", async () => {
    const namesake = { id: 'cus_other', object: 'customer', metadata: { ...TAGS, hsx_portal: '99' } };
    const stranger = { id: 'cus_stranger', object: 'customer', metadata: {} };
    const routes = { 'GET /v1/customers': listOf([namesake, stranger]), 'POST /v1/customers': NEW };
    const { provider } = await scripted(routes);
    const outcome = await provider.perform(createCustomerCommand({ wishedAt: NOW - DAY_MS }));
    expect(outcome).toMatchObject({ customerId: 'cus_new' });
  });
});

describe('a write whose first answer was a 500', () => {
  const NEW: ScriptedAnswer = { body: { id: 'cus_new', object: 'customer' } };
  const REPLAYED: ScriptedAnswer = {
    ...errorOf(500, { type: 'api_error' }),
    headers: { 'idempotent-replayed': 'true', 'stripe-should-retry': 'false' },
  };
  const keysOf = (stripe: ScriptedStripe) =>
    stripe.seen.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key']);

  it('is found when it had been carried out all the same', async () => {
    const mine = { id: 'cus_mine', object: 'customer', metadata: TAGS };
    const { provider } = await scripted({
      'POST /v1/customers': REPLAYED,
      'GET /v1/customers': listOf([mine]),
    });
    const outcome = await provider.perform(createCustomerCommand({ wishedAt: NOW }));
    expect(outcome).toMatchObject({ kind: 'customerCreated', customerId: 'cus_mine' });
  });

  it('is repeated under a new key when nothing came of it, since Stripe repeats the 500 under the old one', async () => {
    const { stripe, provider } = await scripted({
      'POST /v1/customers': [REPLAYED, NEW],
      'GET /v1/customers': listOf([]),
    });
    const outcome = await provider.perform(createCustomerCommand({ wishedAt: NOW }));
    expect(outcome).toMatchObject({ kind: 'customerCreated', customerId: 'cus_new' });
    expect(keysOf(stripe)[1]).toBe(`${String(keysOf(stripe)[0])}:2`);
  });

  it('is left to a later try when three keys are spent', async () => {
    const { stripe, provider } = await scripted({
      'POST /v1/customers': REPLAYED,
      'GET /v1/customers': listOf([]),
    });
    const attempt = provider.perform(createCustomerCommand({ wishedAt: NOW }));
    await expect(attempt).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(new Set(keysOf(stripe)).size).toBe(3);
  });
});

describe('opening a checkout page', () => {
  const session = (id: string, generation: string) => ({
    id,
    object: 'checkout.session',
    url: `https://checkout.example/${id}`,
    expires_at: 1_800_000_000,
    metadata: { ...TAGS, hsx_generation: generation },
  });

  it('opens one and says how long it lasts', async () => {
    const { stripe, provider } = await scripted({
      'POST /v1/checkout/sessions': { body: session('cs_new', '2') },
    });
    expect(await provider.perform(openCheckoutCommand({ wishedAt: NOW }))).toEqual({
      kind: 'checkoutOpened',
      generation: 2,
      checkoutId: 'cs_new',
      url: 'https://checkout.example/cs_new',
      expiresAt: 1_800_000_000_000,
    });
    expect(stripe.seen[0]?.headers['idempotency-key']).toMatch(/^hsx:acme-sync:test:1234567:openCheckout:2:/);
  });

  it('looks for the open page of the same wish first once the key may have lapsed', async () => {
    const sessions = listOf([session('cs_old', '1'), session('cs_mine', '2')]);
    const { stripe, provider } = await scripted({ 'GET /v1/checkout/sessions': sessions });
    const outcome = await provider.perform(openCheckoutCommand({ wishedAt: NOW - DAY_MS }));
    expect(outcome).toMatchObject({ kind: 'checkoutOpened', checkoutId: 'cs_mine', generation: 2 });
    expect(stripe.seen.map(({ path }) => path)).toEqual([
      '/v1/checkout/sessions?customer=cus_1&status=open&limit=100',
    ]);
  });

  it('opens a new page when only pages of other wishes are open', async () => {
    const { provider } = await scripted({
      'GET /v1/checkout/sessions': listOf([session('cs_old', '1')]),
      'POST /v1/checkout/sessions': { body: session('cs_new', '2') },
    });
    const outcome = await provider.perform(openCheckoutCommand({ wishedAt: NOW - 3 * DAY_MS }));
    expect(outcome).toMatchObject({ checkoutId: 'cs_new' });
  });
});

describe('closing a checkout page', () => {
  const NOT_OPEN = errorOf(400, {
    message: 'Only Checkout Sessions with a status in ["open"] can be expired.',
  });
  const closing = async (routes: Readonly<Record<string, ScriptedAnswer>>) => {
    const { provider } = await scripted(routes);
    return await provider.perform(expireCheckoutCommand('cs_1'));
  };
  const EXPIRE = 'POST /v1/checkout/sessions/cs_1/expire';
  const READ = 'GET /v1/checkout/sessions/cs_1';
  const inStatus = (status: string): ScriptedAnswer => ({
    body: { id: 'cs_1', object: 'checkout.session', status },
  });

  it('leaves it expired', async () => {
    expect(await closing({ [EXPIRE]: inStatus('expired') })).toEqual({
      kind: 'checkoutExpired',
      checkoutId: 'cs_1',
    });
  });

  it('finds it expired already', async () => {
    const outcome = await closing({ [EXPIRE]: NOT_OPEN, [READ]: inStatus('expired') });
    expect(outcome).toEqual({ kind: 'checkoutExpired', checkoutId: 'cs_1' });
  });

  it('finds it paid', async () => {
    const outcome = await closing({ [EXPIRE]: NOT_OPEN, [READ]: inStatus('complete') });
    expect(outcome).toEqual({ kind: 'checkoutCompleted', checkoutId: 'cs_1' });
  });

  it('counts a page Stripe does not know as expired', async () => {
    const outcome = await closing({ [EXPIRE]: errorOf(404, { code: 'resource_missing' }) });
    expect(outcome).toEqual({ kind: 'checkoutExpired', checkoutId: 'cs_1' });
  });

  it('is refused while the page stays open', async () => {
    const outcome = await closing({ [EXPIRE]: NOT_OPEN, [READ]: inStatus('open') });
    expect(outcome).toMatchObject({ kind: 'intentRefused', generation: 3 });
  });
});
