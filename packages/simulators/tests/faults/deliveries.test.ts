import { expect, test } from 'vitest';

import { createCustomers, startHistory } from './start-history.js';

const MINUTE_MS = 60_000;

test('without faults every event arrives once, in order, without a socket', async () => {
  const history = await startHistory();
  const events = await createCustomers(history, 10);
  expect(history.received).toEqual(events);
  expect(history.simulators.stripe).toMatchObject({ origin: 'http://stripe.test', port: 0 });
});

test('a dropped event never comes, and is listed as undelivered', async () => {
  const history = await startHistory({ seed: 3, drop: 0.5 });
  const events = await createCustomers(history, 40);
  await history.simulators.clock.advanceBy(4 * 24 * 60 * MINUTE_MS);
  const { dropped, deliveries } = history.simulators.stripe.control.faultCounts();
  expect(deliveries).toBe(40);
  expect(dropped).toBeGreaterThan(8);
  expect(history.received).toHaveLength(40 - dropped);
  const lost = await history.stripe.events.list({ delivery_success: false, limit: 100 });
  expect(lost.data.map((event) => event.id).reverse()).toEqual(
    events.filter((id) => !history.received.includes(id)),
  );
});

test('a duplicated event comes twice with one id and counts as delivered after the first', async () => {
  const history = await startHistory({ duplicate: 1 });
  const events = await createCustomers(history, 3);
  expect(history.received).toEqual(events.flatMap((id) => [id, id]));
  expect((await history.stripe.events.list({ delivery_success: false })).data).toEqual([]);
});

test('reordered events overtake those that have not left yet', async () => {
  const history = await startHistory({ seed: 5, reorder: 0.5 });
  const customer = await history.stripe.customers.create({});
  await history.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const [method] = (await history.stripe.customers.listPaymentMethods(customer.id)).data;
  await history.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: 'price_1QTEAM' }],
    default_payment_method: method!.id,
  });
  await history.simulators.settle();
  const events = history.simulators.stripe.control.snapshot().events as { id: string; type: string }[];
  const created = events.filter((event) => !/^(product|price)/.test(event.type)).map((event) => event.id);
  expect(history.received).not.toEqual(created);
  expect([...history.received].sort()).toEqual([...created].sort());
  expect(history.simulators.stripe.control.faultCounts().reordered).toBeGreaterThan(0);
});

test('a delayed event comes when virtual time gets there, and not before', async () => {
  const history = await startHistory({ delay: { p: 1, maxMs: 5 * MINUTE_MS } });
  const events = await createCustomers(history, 5);
  expect(history.received).toEqual([]);
  await history.simulators.clock.advanceBy(5 * MINUTE_MS);
  expect([...history.received].sort()).toEqual([...events].sort());
  expect(history.simulators.stripe.control.faultCounts().delayed).toBe(5);
});

test('a forged event fails the signature check, and an app that takes it is counted', async () => {
  const careful = await startHistory({ forge: 1 });
  const events = await createCustomers(careful, 4);
  expect(careful.refused).toBe(4);
  expect(careful.received).toEqual(events);
  expect(careful.simulators.stripe.control.faultCounts()).toMatchObject({ forged: 4, forgedAccepted: 0 });

  const careless = await startHistory({ forge: 1 }, { checksSignatures: false });
  await createCustomers(careless, 4);
  expect(careless.simulators.stripe.control.faultCounts().forgedAccepted).toBe(4);
});

test('events of one second tie, unless every event shall have its own', async () => {
  const createdOf = async (sameSecond: boolean): Promise<number> => {
    const history = await startHistory({ sameSecond });
    await createCustomers(history, 6);
    const { data } = await history.stripe.events.list({ type: 'customer.created', limit: 100 });
    return new Set(data.map((event) => event.created)).size;
  };
  expect(await createdOf(true)).toBe(1);
  expect(await createdOf(false)).toBe(6);
});

test('the same seed repeats a run exactly, and another seed does not', async () => {
  const run = async (seed: number): Promise<unknown> => {
    const delay = { p: 0.3, maxMs: MINUTE_MS };
    const history = await startHistory({ seed, drop: 0.2, duplicate: 0.3, reorder: 0.3, forge: 0.2, delay });
    await createCustomers(history, 30);
    await history.simulators.clock.advanceBy(MINUTE_MS);
    return { received: history.received, counts: history.simulators.stripe.control.faultCounts() };
  };
  expect(await run(7)).toEqual(await run(7));
  expect(await run(7)).not.toEqual(await run(8));
});

test('a fault of one event does not depend on what else happens', async () => {
  const faults = { seed: 11, drop: 0.4 };
  const calm = await startHistory(faults);
  await createCustomers(calm, 20);
  const busy = await startHistory(faults);
  for (let nth = 0; nth < 20; nth += 1) {
    await busy.stripe.customers.create({ name: `c${nth}` });
    await busy.stripe.customers.list();
    await busy.simulators.settle();
  }
  expect(busy.received).toEqual(calm.received);
});

test('an app that fails gets the event again later', async () => {
  const history = await startHistory();
  history.status = 500;
  const events = await createCustomers(history, 2);
  history.status = 200;
  await history.simulators.clock.advanceBy(5 * MINUTE_MS);
  expect(history.received).toEqual([...events, ...events]);
});
