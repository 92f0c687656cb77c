import { afterEach, describe, expect, it } from 'vitest';
import { providerAt } from './provider-under-test.js';
import {
  errorOf,
  listOf,
  startScriptedStripe,
  type ScriptedAnswer,
  type ScriptedStripe,
} from './scripted-stripe.js';

const open: ScriptedStripe[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((stripe) => stripe.close()));
});

type Routes = Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>>;

async function scripted(routes: Routes): Promise<ScriptedStripe> {
  const stripe = await startScriptedStripe(routes);
  open.push(stripe);
  return stripe;
}

const CUSTOMER = {
  id: 'cus_1',
  object: 'customer',
  email: 'ada@example.com',
  invoice_settings: { default_payment_method: null },
};

const pm = (fingerprint: string) => ({
  id: 'pm_1',
  object: 'payment_method',
  type: 'card',
  card: { fingerprint },
});

function subscription(more: object = {}): object {
  return {
    id: 'sub_1',
    object: 'subscription',
    status: 'active',
    created: 1_000,
    trial_end: null,
    cancel_at: null,
    cancel_at_period_end: false,
    ended_at: null,
    pause_collection: null,
    default_payment_method: null,
    latest_invoice: null,
    items: { object: 'list', has_more: false, data: [item('si_1', 'price_team', 5_000)] },
    ...more,
  };
}

function item(id: string, price: string, periodEnd: number): object {
  return {
    id,
    object: 'subscription_item',
    price: { id: price, object: 'price' },
    current_period_end: periodEnd,
  };
}

const routesFor = (customer: object, ...subscriptions: object[]): Routes => ({
  'GET /v1/customers/cus_1': { body: customer },
  'GET /v1/subscriptions': listOf(subscriptions),
});

async function observedFrom(routes: Routes) {
  const stripe = await scripted(routes);
  return { observed: await providerAt(stripe.origin).observe('cus_1'), seen: stripe.seen };
}

describe('an observation', () => {
  it('says everything billing needs, in our words', async () => {
    const invoice = {
      id: 'in_1',
      status: 'open',
      attempt_count: 2,
      next_payment_attempt: 9_000,
      created: 4_000,
    };
    const pastDue = subscription({
      status: 'past_due',
      cancel_at: 5_000,
      trial_end: 2_000,
      billing_cycle_anchor: 2_000,
      latest_invoice: invoice,
    });
    const { observed } = await observedFrom(routesFor(CUSTOMER, pastDue));
    expect(observed).toEqual({
      provider: 'stripe',
      customerId: 'cus_1',
      isDeleted: false,
      email: 'ada@example.com',
      cardFingerprint: null,
      subscriptions: [
        {
          subscriptionId: 'sub_1',
          status: 'past_due',
          providerStatus: 'past_due',
          priceIds: ['price_team'],
          createdAt: 1_000_000,
          trialEndsAt: 2_000_000,
          billingAnchorAt: 2_000_000,
          periodEndsAt: 5_000_000,
          cancelAt: 5_000_000,
          endedAt: null,
          isCollectionPaused: false,
          latestInvoice: {
            invoiceId: 'in_1',
            isPaid: false,
            attemptCount: 2,
            nextAttemptAt: 9_000_000,
            createdAt: 4_000_000,
          },
        },
      ],
    });
  });

  it('asks for subscriptions of every status, with what it needs of them, under the pinned API version', async () => {
    const { seen } = await observedFrom(routesFor(CUSTOMER));
    const [list] = seen.filter(({ path }) => path.startsWith('/v1/subscriptions'));
    const query = new URL(list!.path, 'http://x').searchParams;
    expect(query.get('customer')).toBe('cus_1');
    expect(query.get('status')).toBe('all');
    expect(query.get('limit')).toBe('100');
    expect(list?.headers['stripe-version']).toBe('2026-10-28.endive');
    expect(list?.headers).not.toHaveProperty('x-stripe-client-telemetry');
  });

  it('keeps a status it does not know as unknown, with the word Stripe used', async () => {
    const { observed } = await observedFrom(routesFor(CUSTOMER, subscription({ status: 'hibernating' })));
    expect(observed.subscriptions[0]).toMatchObject({ status: 'unknown', providerStatus: 'hibernating' });
  });

  it('tells paused collection apart from the status, which stays active', async () => {
    const paused = subscription({ pause_collection: { behavior: 'void', resumes_at: null } });
    const { observed } = await observedFrom(routesFor(CUSTOMER, paused));
    expect(observed.subscriptions[0]).toMatchObject({ status: 'active', isCollectionPaused: true });
  });

  it('reads on when there is a second page of subscriptions', async () => {
    const { observed } = await observedFrom({
      'GET /v1/customers/cus_1': { body: CUSTOMER },
      'GET /v1/subscriptions': [listOf([subscription()], true), listOf([subscription({ id: 'sub_2' })])],
    });
    expect(observed.subscriptions.map(({ subscriptionId }) => subscriptionId)).toEqual(['sub_1', 'sub_2']);
  });

  it('reads all items of a subscription with many', async () => {
    const many = subscription({
      items: { object: 'list', has_more: true, data: [item('si_1', 'price_a', 5_000)] },
    });
    const { observed } = await observedFrom({
      ...routesFor(CUSTOMER, many),
      'GET /v1/subscription_items': listOf([item('si_1', 'price_a', 5_000), item('si_2', 'price_b', 4_000)]),
    });
    expect(observed.subscriptions[0]).toMatchObject({
      priceIds: ['price_a', 'price_b'],
      periodEndsAt: 4_000_000,
    });
  });

  it("takes the card of the newest subscription, else the customer's own", async () => {
    const customer = { ...CUSTOMER, invoice_settings: { default_payment_method: 'pm_own' } };
    const older = subscription({ id: 'sub_0', created: 500, default_payment_method: pm('older') });
    const newer = subscription({ default_payment_method: pm('newer') });
    const first = await observedFrom(routesFor(customer, older, newer));
    expect(first.observed.cardFingerprint).toBe('newer');
    const second = await observedFrom({
      ...routesFor(customer, subscription()),
      'GET /v1/payment_methods/pm_own': { body: pm('own') },
    });
    expect(second.observed.cardFingerprint).toBe('own');
  });

  it('does not take a customer for deleted whose payment method is gone', async () => {
    const customer = { ...CUSTOMER, invoice_settings: { default_payment_method: 'pm_own' } };
    const { observed } = await observedFrom({
      ...routesFor(customer, subscription()),
      'GET /v1/payment_methods/pm_own': errorOf(404, { code: 'resource_missing' }),
    });
    expect(observed).toMatchObject({
      isDeleted: false,
      cardFingerprint: null,
      subscriptions: [{ status: 'active' }],
    });
  });

  it('has no card for a payment method that is none', async () => {
    const debit = {
      id: 'pm_1',
      object: 'payment_method',
      type: 'sepa_debit',
      sepa_debit: { fingerprint: 'x' },
    };
    const { observed } = await observedFrom(
      routesFor(CUSTOMER, subscription({ default_payment_method: debit })),
    );
    expect(observed.cardFingerprint).toBeNull();
  });

  it('says that a customer is deleted, with nothing left', async () => {
    const gone = { isDeleted: true, email: null, cardFingerprint: null, subscriptions: [] };
    const deleted = await observedFrom(
      routesFor({ id: 'cus_1', object: 'customer', deleted: true }, subscription()),
    );
    expect(deleted.observed).toMatchObject(gone);
    const missing = errorOf(404, { code: 'resource_missing', param: 'id' });
    const unknown = await observedFrom({
      'GET /v1/customers/cus_1': missing,
      'GET /v1/subscriptions': missing,
    });
    expect(unknown.observed).toMatchObject(gone);
  });
});
