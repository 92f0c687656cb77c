import { afterEach, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/kernel/logger.js';
import { readDestinations } from '../../../../src/providers/stripe/catalogue/read-destinations.js';
import { createStripeClient } from '../../../../src/providers/stripe/client.js';
import { startScriptedStripe, type ScriptedStripe } from '../scripted-stripe.js';

let scripted: ScriptedStripe;
afterEach(() => scripted.close());

async function read(status: number, body: unknown) {
  scripted = await startScriptedStripe({ 'GET /v2/core/event_destinations': { status, body } });
  const { origin } = scripted;
  return readDestinations(createStripeClient({ secretKey: 'rk_test_reader', origin, logger: silentLogger }));
}

it('a key that may not read event destinations gives no list, and no failure', async () => {
  const error = { type: 'permission_error', code: 'insufficient_permissions', message: 'No.' };
  expect(await read(403, { error })).toBeNull();
});

it('only thin destinations at web addresses are told', async () => {
  const thin = { id: 'ed_1', status: 'enabled', enabled_events: ['a.b'], event_payload: 'thin' };
  const at = { url: 'https://app.example.com/webhooks/stripe' };
  const data = [
    { ...thin, webhook_endpoint: at },
    { ...thin, id: 'ed_2', event_payload: 'snapshot', webhook_endpoint: at },
    { ...thin, id: 'ed_3', webhook_endpoint: null },
  ];
  const page = { data, next_page_url: null, previous_page_url: null };
  expect(await read(200, page)).toEqual([{ id: 'ed_1', url: at.url, isEnabled: true, events: ['a.b'] }]);
});
