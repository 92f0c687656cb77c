import { expect, it } from 'vitest';

import { startSimulators } from '../../src/index.js';

it('serves both vendors on one clock, and the Stripe pages under the name they are given', async () => {
  const simulators = await startSimulators({ seed: 3, businessName: () => 'Ledger Sync' });
  const { hubspot, stripe, clock } = simulators;
  stripe.control.seedCatalogue([
    { priceId: 'price_1', productName: 'Team', amountMinor: 4900, currency: 'usd', interval: 'month' },
  ]);
  const body = new URLSearchParams({
    mode: 'subscription',
    'line_items[0][price]': 'price_1',
    'line_items[0][quantity]': '1',
    success_url: 'http://localhost:8787/done',
  });
  const headers = { Authorization: `Bearer ${stripe.secretKey}` };
  const created = await fetch(`${stripe.origin}/v1/checkout/sessions`, { method: 'POST', headers, body });
  const { url } = (await created.json()) as { url: string };
  expect(await (await fetch(url)).text()).toContain('Ledger Sync · Checkout');

  await fetch(`${hubspot.origin}/_sim/clock/advance`, {
    method: 'POST',
    body: JSON.stringify({ byMs: 60_000 }),
  });
  const read = async (origin: string): Promise<unknown> => (await fetch(`${origin}/_sim/clock`)).json();
  expect(await read(stripe.origin)).toEqual(await read(hubspot.origin));
  expect(clock.now()).toBe(Date.UTC(2026, 10, 20, 9, 1));
  await simulators.close();
});
