/** Signed events as Stripe sends them about a subscription, 2.6 kB each. */
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { customerIdOf, subscriptionIdOf } from './accounts.mjs';

export const WEBHOOK_SECRET = 'whsec_bm90LWEtc2VjcmV0LW9mLWFueWJvZHk';

/** The `call`th update of the portal's subscription, signed now; it happened now, too, unless told otherwise. */
export function signedEvent(index, call, { createdS = Math.floor(Date.now() / 1_000) } = {}) {
  const signedS = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify(eventOf(index, call, createdS));
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${signedS}.${body}`).digest('hex');
  return {
    body: new Uint8Array(Buffer.from(body)),
    header: `t=${signedS},v1=${signature}`,
    headers: new globalThis.Headers({ 'stripe-signature': `t=${signedS},v1=${signature}` }),
  };
}

const PRICE = {
  id: 'price_team',
  object: 'price',
  active: true,
  currency: 'usd',
  livemode: false,
  product: 'prod_team',
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed', meter: null },
  type: 'recurring',
  unit_amount: 4_900,
  unit_amount_decimal: '4900',
};

function eventOf(index, call, createdS) {
  return {
    id: `evt_${call}_${index}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: createdS,
    livemode: false,
    pending_webhooks: 1,
    type: 'customer.subscription.updated',
    request: { id: null, idempotency_key: null },
    data: { object: subscriptionOf(index, createdS), previous_attributes: { cancel_at_period_end: true } },
  };
}

function subscriptionOf(index, createdS) {
  const periodEnd = createdS + 29 * 86_400;
  return {
    id: subscriptionIdOf(index),
    object: 'subscription',
    customer: customerIdOf(index),
    status: 'active',
    livemode: false,
    created: createdS - 86_400,
    start_date: createdS - 86_400,
    billing_cycle_anchor: createdS - 86_400,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    currency: 'usd',
    latest_invoice: `in_${index}`,
    metadata: { portalId: String(index), note: 'x'.repeat(1_200) },
    trial_end: null,
    trial_start: null,
    items: {
      object: 'list',
      has_more: false,
      url: '/v1/subscription_items',
      data: [
        {
          id: `si_${index}`,
          object: 'subscription_item',
          created: createdS,
          current_period_start: createdS - 86_400,
          current_period_end: periodEnd,
          quantity: 1,
          subscription: subscriptionIdOf(index),
          metadata: {},
          price: PRICE,
        },
      ],
    },
  };
}
