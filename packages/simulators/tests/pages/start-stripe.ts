import { Hono } from 'hono';
import Stripe from 'stripe';

import { createClock, type VirtualClock } from '../../src/kernel/clock.js';
import { listenOnLoopback } from '../../src/kernel/http-listener.js';
import { deliverBySocket } from '../../src/kernel/deliver.js';
import { createFaultPlan } from '../../src/kernel/faults/fault-plan.js';
import { createIdSource } from '../../src/kernel/id-source.js';
import { createStripePages } from '../../src/pages/stripe/create-stripe-pages.js';
import { createStripeSimulator } from '../../src/stripe/stripe-simulator.js';
import type { StripeControl } from '../../src/stripe/control/control.js';

/** A served Stripe with its pages, a catalogue of two prices, and the shop's own landing pages. */
export interface RunningStripe {
  readonly origin: string;
  readonly clock: VirtualClock;
  readonly control: StripeControl;
  readonly client: Stripe;
  /** Origin of the shop, which serves `/done`, `/back` and `/billing`. */
  readonly shop: string;
  /** Paths the shop saw its webhooks and visitors on, in order. */
  readonly visits: string[];
  close(): Promise<void>;
}

export async function startStripe(): Promise<RunningStripe> {
  const clock = createClock();
  let origin = '';
  const simulator = createStripeSimulator({
    clock,
    ids: createIdSource(7, 'stripe'),
    origin: () => origin,
    deliver: deliverBySocket,
    faults: createFaultPlan(),
  });
  const pages = createStripePages(simulator.world, { businessName: () => 'Ledger Sync' });
  const app = new Hono();
  app.route('/', pages);
  app.route('/', simulator.app);
  const listener = await listenOnLoopback(app, 0);
  origin = listener.origin;
  const visits: string[] = [];
  const shop = await startShop(visits);
  simulator.control.seedCatalogue([
    {
      priceId: 'price_team',
      productName: 'Ledger Sync Team',
      amountMinor: 4900,
      currency: 'usd',
      interval: 'month',
    },
    {
      priceId: 'price_scale',
      productName: 'Ledger Sync Scale',
      amountMinor: 19900,
      currency: 'usd',
      interval: 'month',
    },
  ]);
  const client = new Stripe(simulator.secretKey, {
    host: '127.0.0.1',
    port: listener.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return {
    origin,
    clock,
    control: simulator.control,
    client,
    shop: shop.origin,
    visits,
    async close() {
      clock.close();
      await listener.close();
      await shop.close();
    },
  };
}

async function startShop(visits: string[]): Promise<{ origin: string; close(): Promise<void> }> {
  const shop = new Hono();
  shop.post('/webhooks', async (c) => {
    const { type } = await c.req.json<{ type: string }>();
    visits.push(type);
    return c.json({ received: true });
  });
  shop.get('/:place', (c) => {
    visits.push(c.req.path);
    return c.html(`<h1>Shop: ${c.req.param('place')}</h1><p>${c.req.query('session') ?? ''}</p>`);
  });
  return listenOnLoopback(shop, 0);
}

/** Opens a Checkout Session; `changes` replace parameters of an ordinary trial. */
export async function openCheckout(
  stripe: RunningStripe,
  changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<{ id: string; url: string }> {
  const session = await stripe.client.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: 'price_team', quantity: 1 }],
    customer_email: 'admin@northwind-trading.example',
    success_url: `${stripe.shop}/done?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${stripe.shop}/back`,
    subscription_data: { trial_period_days: 14 },
    ...changes,
  });
  return { id: session.id, url: session.url ?? '' };
}
