import Stripe from 'stripe';
import { afterEach } from 'vitest';

import { startSimulators, type FaultSettings, type Simulators } from '../../src/index.js';

/** Both vendors without a socket, with an app that checks signatures as every app should. */
export interface History {
  readonly simulators: Simulators;
  readonly stripe: Stripe;
  /** Ids of genuine events, in the order they came in. */
  readonly received: string[];
  /** Status answered to genuine events; default 200. */
  status: number;
  /** How many deliveries failed the signature check. */
  refused: number;
}

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Starts a history; it ends with the test. */
export async function startHistory(
  faults: FaultSettings = {},
  options: { readonly checksSignatures?: boolean } = {},
): Promise<History> {
  let secret = '';
  const simulators = await startSimulators({
    sockets: false,
    deliver: async (request) => {
      const body = await request.text();
      const signature = request.headers.get('stripe-signature') ?? '';
      try {
        if (options.checksSignatures !== false) {
          await history.stripe.webhooks.constructEventAsync(body, signature, secret);
        }
      } catch {
        history.refused += 1;
        return new Response('forged', { status: 400 });
      }
      history.received.push((JSON.parse(body) as { id: string }).id);
      return new Response(null, { status: history.status });
    },
  });
  cleanups.push(() => simulators.close());
  const stripe = new Stripe(simulators.stripe.secretKey, {
    host: 'stripe.test',
    protocol: 'http',
    httpClient: Stripe.createFetchHttpClient(simulators.stripe.fetch),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  simulators.stripe.control.seedCatalogue([
    { priceId: 'price_1QTEAM', productName: 'Team', amountMinor: 4900, currency: 'usd', interval: 'month' },
  ]);
  secret = simulators.stripe.control.registerWebhook('http://app.test/webhooks/stripe').secret;
  simulators.stripe.control.setFaults(faults);
  const history: History = { simulators, stripe, received: [], status: 200, refused: 0 };
  return history;
}

/** Creates `count` customers and lets everything that is due arrive; answers the events in order of creation. */
export async function createCustomers(history: History, count: number): Promise<string[]> {
  for (let nth = 0; nth < count; nth += 1) await history.stripe.customers.create({ name: `c${nth}` });
  await history.simulators.settle();
  const events = history.simulators.stripe.control.snapshot().events as { id: string; type: string }[];
  return events.filter((event) => event.type === 'customer.created').map((event) => event.id);
}
