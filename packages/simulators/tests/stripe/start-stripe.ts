import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import Stripe from 'stripe';
import { afterEach } from 'vitest';

import { startSimulators, type Simulators, type SimulatorsOptions } from '../../src/index.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A running Stripe with the official client on it and two monthly prices and a yearly one in the catalogue. */
export interface StripeBench {
  readonly simulators: Simulators;
  readonly stripe: Stripe;
  readonly control: Simulators['stripe']['control'];
  readonly nowSeconds: () => number;
  readonly advanceBy: (durationMs: number) => Promise<void>;
}

/** An app that receives webhooks. */
export interface Receiver {
  readonly url: string;
  readonly received: { readonly body: string; readonly signature: string }[];
  /** Status answered to the next deliveries; default 200. */
  status: number;
  /** Types received, in order. */
  readonly types: () => string[];
}

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Starts the simulators; they stop after the test. */
export async function startStripe(options: SimulatorsOptions = {}): Promise<StripeBench> {
  const simulators = await startSimulators(options);
  cleanups.push(() => simulators.close());
  const { port, secretKey, control } = simulators.stripe;
  const stripe = new Stripe(secretKey, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const currency = 'usd';
  control.seedCatalogue([
    {
      priceId: 'price_1QTEAM',
      productName: 'Team',
      amountMinor: 4900,
      currency,
      interval: 'month',
      lookupKey: 'team',
    },
    { priceId: 'price_1QTEAMYEAR', productName: 'Team', amountMinor: 49_000, currency, interval: 'year' },
    { priceId: 'price_1QSCALE', productName: 'Scale', amountMinor: 19_900, currency, interval: 'month' },
  ]);
  return {
    simulators,
    stripe,
    control,
    nowSeconds: () => Math.floor(simulators.clock.now() / 1000),
    advanceBy: (durationMs) => simulators.clock.advanceBy(durationMs),
  };
}

/** Starts an app that keeps what it receives. */
export async function startReceiver(): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const receiver = {
    received,
    status: 200,
    url: '',
    types: () => received.map((one) => (JSON.parse(one.body) as { type: string }).type),
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        body: Buffer.concat(chunks).toString('utf8'),
        signature: String(request.headers['stripe-signature']),
      });
      response.writeHead(receiver.status).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`;
  return receiver;
}

/** A card form filled in with this number. */
export function cardForm(number: string): {
  kind: 'card';
  entry: { number: string; expiry: string; cvc: string };
} {
  return { kind: 'card', entry: { number, expiry: '12 / 34', cvc: '123' } };
}

/** The refusal the client throws. */
export async function refusalOf(request: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await request;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The request was expected to be refused.');
}
