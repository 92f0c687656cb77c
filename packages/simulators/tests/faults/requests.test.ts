import Stripe from 'stripe';
import { expect, test } from 'vitest';

import { startSimulators } from '../../src/index.js';
import { startHistory, type History } from './start-history.js';

const names = (history: History): string[] =>
  (history.simulators.stripe.control.snapshot().customers as { name: string }[]).map((one) => one.name);

test('a 429 names its reason and does nothing', async () => {
  const history = await startHistory({ request429: 1 });
  await expect(history.stripe.customers.create({ name: 'x' })).rejects.toMatchObject({
    statusCode: 429,
    headers: { 'stripe-rate-limited-reason': 'global-rate' },
  });
  expect(names(history)).toEqual([]);
});

test('a 500 comes before the work or after it, as the plan says', async () => {
  const before = await startHistory({ error500Before: 1 });
  await expect(before.stripe.customers.create({ name: 'x' })).rejects.toMatchObject({ statusCode: 500 });
  expect(names(before)).toEqual([]);
  const after = await startHistory({ error500AfterCommit: 1 });
  await expect(after.stripe.customers.create({ name: 'x' })).rejects.toMatchObject({ statusCode: 500 });
  expect(names(after)).toEqual(['x']);
});

test('a request without an answer was carried out or was not; its key finds out', async () => {
  const history = await startHistory({ seed: 2, requestTimeout: 1 });
  const attempts = Array.from({ length: 20 }, (_, nth) => `c${nth}`);
  for (const name of attempts) {
    const request = history.stripe.customers.create({ name }, { idempotencyKey: name });
    await expect(request).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
  }
  const done = names(history);
  const { timedOutBefore, timedOutAfter } = history.simulators.stripe.control.faultCounts();
  expect(done).toHaveLength(timedOutAfter);
  expect(timedOutBefore + timedOutAfter).toBe(20);
  expect(timedOutBefore).toBeGreaterThan(3);
  expect(timedOutAfter).toBeGreaterThan(3);
  history.simulators.stripe.control.setFaults({});
  for (const name of attempts) await history.stripe.customers.create({ name }, { idempotencyKey: name });
  expect(names(history).sort()).toEqual([...attempts].sort());
});

test('over a socket the answer does not come until the client gives up', async () => {
  const simulators = await startSimulators();
  try {
    simulators.stripe.control.setFaults({ requestTimeout: 1 });
    const { secretKey, port } = simulators.stripe;
    const at = { host: '127.0.0.1', port, protocol: 'http' } as const;
    const stripe = new Stripe(secretKey, { ...at, maxNetworkRetries: 0, timeout: 150, telemetry: false });
    const startedAt = Date.now();
    await expect(stripe.customers.list()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(140);
  } finally {
    await simulators.close();
  }
});

test('HubSpot has bad days of the same kinds', async () => {
  const { simulators } = await startHistory();
  const { control } = simulators.hubspot;
  const refresh = (): Promise<Response> =>
    simulators.hubspot.fetch('http://hubspot.test/oauth/2026-09/token', { method: 'POST' });
  expect((await refresh()).status).toBe(400);
  control.setFaults({ request429: 1 });
  expect(await (await refresh()).json()).toMatchObject({ errorType: 'RATE_LIMIT' });
  control.setFaults({ error500AfterCommit: 1 });
  expect((await refresh()).status).toBe(500);
  control.setFaults({ requestTimeout: 1 });
  await expect(refresh()).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(control.faultCounts()).toMatchObject({ requests: 1 });
});

test('the plan is set and read over the wire, and a bad one is refused by name', async () => {
  const { simulators } = await startHistory();
  const post = (body: unknown): Promise<Response> =>
    simulators.stripe.fetch('http://stripe.test/_sim/faults', {
      method: 'POST',
      body: JSON.stringify(body),
    });
  expect(await (await post({ seed: 4, drop: 1 })).json()).toMatchObject({
    settings: { seed: 4, drop: 1 },
    counts: { dropped: 0 },
  });
  for (const [bad, word] of [
    [{ drop: 2 }, 'drop'],
    [{ lose: 1 }, 'lose'],
    [{ delay: { p: 1 } }, 'delay'],
    [{ seed: 0.5 }, 'seed'],
    [{ request429: 0.6, requestTimeout: 0.6 }, 'request429'],
  ] as const) {
    const answer = await post(bad);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(word);
  }
});
