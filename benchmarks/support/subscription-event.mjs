/** Events as Stripe sends them about a subscription, 2.6 kB each. Nothing here needs Node. */
import { toHex } from '../../packages/sdk/dist/kernel/bytes.js';
import { hmacSha256 } from '../../packages/sdk/dist/kernel/hmac.js';
import { customerIdOf, subscriptionIdOf } from './portals.mjs';

export const WEBHOOK_SECRET = 'whsec_bm90LWEtc2VjcmV0LW9mLWFueWJvZHk';

/** Events of so many rounds, one a portal in each, signed beforehand: making them is nobody's work. */
export async function signedRounds({ rounds, portals }) {
  const signedS = Math.floor(Date.now() / 1_000);
  const sign = async (index, round) => {
    const body = JSON.stringify(eventOf(index, round, signedS));
    const signature = toHex(await hmacSha256(WEBHOOK_SECRET, `${signedS}.${body}`));
    return signedRequest(body, { signedS, signature });
  };
  return Promise.all(
    Array.from({ length: rounds }, (_round, round) =>
      Promise.all(Array.from({ length: portals }, (_portal, index) => sign(index, round))),
    ),
  );
}

/** The request that brings the event. */
export function signedRequest(body, { signedS, signature }) {
  const header = `t=${signedS},v1=${signature}`;
  return {
    body: new globalThis.TextEncoder().encode(body),
    header,
    headers: new globalThis.Headers({ 'stripe-signature': header }),
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

/** The `call`th update of the portal's subscription. */
export function eventOf(index, call, createdS) {
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
