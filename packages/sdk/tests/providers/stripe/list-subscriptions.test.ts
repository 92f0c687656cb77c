import { afterEach, describe, expect, it } from 'vitest';
import type { ListedSubscription } from '../../../src/billing/observation.js';
import { DAY_MS, SECOND_MS } from '../../../src/kernel/instant.js';
import { hsxErrorOf } from '../../hubspot/hsx-error-of.js';
import { KEY } from './builders.js';
import { providerAt } from './provider-under-test.js';
import { errorOf, listOf, startScriptedStripe, type ScriptedStripe } from './scripted-stripe.js';
import { startSimulatedStripe, type SimulatedStripe } from './simulated-stripe.js';

let simulated: SimulatedStripe | undefined;
let scripted: ScriptedStripe | undefined;
afterEach(async () => {
  await simulated?.close();
  await scripted?.close();
  simulated = scripted = undefined;
});

async function listAll(since: number): Promise<readonly ListedSubscription[]> {
  const listed: ListedSubscription[] = [];
  let after: string | null = null;
  do {
    const page = await simulated!.provider.list({ after, endedOnesMadeSince: since });
    listed.push(...page.subscriptions);
    after = page.next;
  } while (after !== null);
  return listed;
}

describe('the list of subscriptions', () => {
  it('holds the live ones, and of the canceled ones those made in the window', async () => {
    simulated = await startSimulatedStripe();
    const customerId = await simulated.createCustomer();
    simulated.pay((await simulated.openCheckout({ customerId })).checkoutId);
    const [live] = await listAll(simulated.now() - DAY_MS);
    expect(live).toMatchObject({ customerId, status: 'active', taggedFor: KEY });
    await simulated.stripe.subscriptions.cancel(live!.subscriptionId);
    expect(await listAll(simulated.now() - DAY_MS)).toMatchObject([{ status: 'canceled' }]);
    expect(await listAll(simulated.now() + DAY_MS)).toEqual([]);
  });

  it('says that a customer was deleted', async () => {
    simulated = await startSimulatedStripe();
    const customerId = await simulated.createCustomer();
    simulated.pay((await simulated.openCheckout({ customerId })).checkoutId);
    await simulated.stripe.customers.del(customerId);
    const listed = await listAll(simulated.now() - DAY_MS);
    expect(listed).toMatchObject([{ customerId, status: 'canceled', email: null, isCustomerDeleted: true }]);
  });

  it('is read a hundred at a time, from where the last page ended', async () => {
    const subscription = { id: 'sub_1', status: 'active', created: 1, customer: 'cus_1', metadata: {} };
    const page = [{ ...subscription, items: { data: [], has_more: false }, latest_invoice: null }];
    scripted = await startScriptedStripe({
      'GET /v1/subscriptions': [listOf(page, true), listOf([]), listOf(page)],
    });
    const provider = providerAt(scripted.origin);
    let after: string | null = null;
    const since = 5 * SECOND_MS;
    do after = (await provider.list({ after, endedOnesMadeSince: since })).next;
    while (after !== null);
    const asked = scripted.seen.map(({ path }) => new URLSearchParams(path.split('?')[1]));
    expect(asked.map((query) => query.get('limit'))).toEqual(['100', '100', '100']);
    expect(asked.map((query) => query.get('starting_after'))).toEqual([null, 'sub_1', null]);
    expect(asked.map((query) => query.get('status'))).toEqual([null, null, 'canceled']);
    expect(asked[2]?.get('created[gte]')).toBe('5');
  });

  it('is NOT_FOUND when the place it had come to is gone', async () => {
    const gone = errorOf(404, { code: 'resource_missing', param: 'starting_after' });
    scripted = await startScriptedStripe({ 'GET /v1/subscriptions': gone });
    const provider = providerAt(scripted.origin);
    const error = await hsxErrorOf(() => provider.list({ after: 'live:sub_1', endedOnesMadeSince: 0 }));
    expect(error.code).toBe('NOT_FOUND');
  });

  it('sits out rate limiting', async () => {
    const limited = errorOf(429, { type: 'rate_limit_error' });
    scripted = await startScriptedStripe({ 'GET /v1/subscriptions': [limited, listOf([])] });
    const page = await providerAt(scripted.origin).list({ after: 'canceled:', endedOnesMadeSince: 0 });
    expect(page).toEqual({ subscriptions: [], next: null });
  });
});

describe('the list of undelivered events', () => {
  it('holds what no endpoint accepted, oldest first, and nothing that one did', async () => {
    simulated = await startSimulatedStripe();
    const { control } = simulated.simulators.stripe;
    control.registerWebhook('http://127.0.0.1:9/never');
    control.dropWebhooks(100);
    const customerId = await simulated.createCustomer();
    simulated.pay((await simulated.openCheckout({ customerId })).checkoutId);
    const events = await simulated.provider.undeliveredEvents!(simulated.now() - DAY_MS);
    expect(events.map(({ type }) => type)).toContain('customer.subscription.created');
    expect(events[0]?.type).toBe('customer.created');
    expect(events.filter(({ customerId: of }) => of === customerId).length).toBeGreaterThan(2);
    expect(await simulated.provider.undeliveredEvents!(simulated.now() + DAY_MS)).toEqual([]);
  });
});
