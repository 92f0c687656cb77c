import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../../src/billing/ports/payment-provider.js';
import type { WebhookRequest } from '../../../src/billing/ports/webhook-request.js';
import { startSimulatedStripe, type SimulatedStripe } from './simulated-stripe.js';

let simulated: SimulatedStripe;
let server: Server;
let url: string;
const received: WebhookRequest[] = [];

beforeEach(async () => {
  received.length = 0;
  simulated = await startSimulatedStripe();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = new Headers({ 'stripe-signature': String(request.headers['stripe-signature']) });
      received.push({ headers, body: new Uint8Array(Buffer.concat(chunks)) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`;
});

afterEach(async () => {
  await simulated.close();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
});

async function paidWith(webhookSecrets: readonly string[]): Promise<readonly ProviderEvent[]> {
  const customerId = await simulated.createCustomer();
  const { checkoutId } = await simulated.openCheckout({ customerId, trialDays: 14 });
  simulated.pay(checkoutId);
  await simulated.simulators.settle();
  const provider = simulated.providerWith({ webhookSecrets });
  const events = await Promise.all(
    received.map(async (request) => provider.decode(await provider.verify(request, Date.now()))),
  );
  expect(events.map((event) => event.customerId)).toEqual(events.map(() => customerId));
  return events;
}

describe('webhooks as they are delivered', () => {
  it('verify and name the customer, every one of them', async () => {
    const { secret } = simulated.simulators.stripe.control.registerWebhook(url);
    const events = await paidWith([secret]);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['checkout.session.completed', 'customer.subscription.created', 'invoice.paid']),
    );
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
  });

  it('verify under the old and under the new secret while one is rolled', async () => {
    const { control } = simulated.simulators.stripe;
    const { id, secret: old } = control.registerWebhook(url);
    const next = control.rollWebhookSecret(id, { keepOld: true });
    expect((await paidWith([old])).length).toBeGreaterThan(0);
    const provider = simulated.providerWith({ webhookSecrets: [next] });
    await expect(provider.verify(received[0]!, Date.now())).resolves.toMatchObject({ object: 'event' });
  });
});
