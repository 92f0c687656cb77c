/** What the suites beside this one have found, each as one case that says what used to happen. */
import { billing, defineWorker, type Ctx } from '@hs-x/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../attacks/raw-request.js';
import type { World } from '../support/start-world.js';
import { OURS, post, startPayingWorld } from './fuzz-world.js';
import { hubspotV3, stripeSignature } from './signing.js';

let lent: Ctx;
let handled = 0;
const definition = defineWorker(({ worker }) => {
  worker.use(billing());
  worker.trigger('hubspot.webhook', () => Promise.resolve(void (handled += 1)));
  worker.fn('whoami', (ctx) => Promise.resolve(ctx.portalId));
  worker.fn('lend', (ctx) => {
    lent = ctx;
    return Promise.resolve(null);
  });
});

let world: World;
beforeAll(async () => {
  world = await startPayingWorld(definition);
});
afterAll(() => world.close());

const secret = () => world.app.settings.hubspotSecrets[0];
const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;

describe('JSON nested forty thousand deep', () => {
  it('is refused as no event; it was read without recursion, written back with it, and answered 500 until Stripe gave up', async () => {
    const body = `{"id":"evt_deep","object":"event","type":"invoice.paid","created":1790000000,"livemode":false,"data":${deep}}`;
    const at = Math.floor(Date.now() / 1_000);
    const key = world.app.settings.stripe?.webhookSecrets[0] ?? '';
    const headers = { 'stripe-signature': stripeSignature(body, key, at) };
    const answer = await post(`${world.appUrl}/webhooks/stripe`, { body, headers });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('deeper than 100 levels')]);
  });

  it('is refused as a value of ctx.kv; it was a RangeError', async () => {
    await world.simulators.hubspot.control.callFunction({ portalId: OURS, name: 'lend' });
    await expect(lent.kv.put('deep', JSON.parse(deep))).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});

describe('a HubSpot batch with one unreadable entry', () => {
  const event = { portalId: OURS, subscriptionType: 'contact.creation', occurredAt: 1_790_000_000_000 };

  it.each(['{"toString":1}', '[[[["101"]]]]', '{}'])(
    'skips it (objectId %s) and handles the others; it was answered 500, and HubSpot sent all of them again',
    async (objectId) => {
      handled = 0;
      const odd = JSON.stringify({ ...event, eventId: 1 }).replace('}', `,"objectId":${objectId}}`);
      const body = `[${JSON.stringify({ ...event, eventId: Math.random() })},${odd}]`;
      const uri = `${world.appUrl}/webhooks/hubspot`;
      const headers = hubspotV3({ method: 'POST', uri, body, atMs: Date.now(), secret: secret() });
      const answer = await post(uri, { body, headers });
      expect(JSON.parse(answer.text)).toEqual({ ok: true, stored: 1, duplicates: 0, skipped: 1 });
      await world.app.tick();
      expect(handled).toBe(1);
    },
  );
});

describe('a call signed by HubSpot', () => {
  const call = (target: string, sent: { target: string; body: string }) => {
    const uri = `${world.appUrl}${target}`;
    const signed = hubspotV3({ method: 'POST', uri, body: '', atMs: Date.now(), secret: secret() });
    const headers = Object.entries(signed).map(([name, value]) => `${name}: ${value}`);
    const length = `content-length: ${sent.body.length}`;
    const head = [`POST ${sent.target} HTTP/1.1`, ...headers, length, 'connection: close'];
    return sendRaw({ appUrl: world.appUrl, head, pieces: [sent.body] });
  };

  it('for somebody named O’Brien is believed; the platform escapes the apostrophe, so the hash did not fit', async () => {
    const target = `/fn/whoami?portalId=${OURS}&userEmail=o'brien%40example.com`;
    expect(await call(target, { target, body: '' })).toMatchObject({ status: 200 });
  });

  it('speaks for no other portal when digits move from address to body; it spoke for the portal of the digits that stayed', async () => {
    const target = `/fn/whoami?userId=1&portalId=${OURS}`;
    const moved = { target: target.slice(0, -3), body: target.slice(-3) };
    expect(await call(target, moved)).toMatchObject({ status: 400 });
  });
});

describe('ctx.kv', () => {
  beforeAll(async () => {
    await world.simulators.hubspot.control.callFunction({ portalId: OURS, name: 'lend' });
  });

  it('refuses keys that hold half of a character; all of them were the same key', async () => {
    for (const key of ['a\uD800', 'a\uDFFF']) {
      await expect(lent.kv.put(key, 1)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    }
    expect(await lent.kv.list({ prefix: 'a' })).toEqual([]);
  });

  it('lists keys that go on with the last of all characters; they were left out', async () => {
    await lent.kv.put('last:\u{10FFFF}', 1);
    expect(await lent.kv.list({ prefix: 'last:' })).toEqual([{ key: 'last:\u{10FFFF}', value: 1 }]);
  });

  it.each(['2030-01-01', NaN, { at: 1 }])(
    'refuses a licence that ends at %j; its end was ignored, and it never came',
    async (validUntil) => {
      const row = { plan: 'team', status: 'active', validUntil } as never;
      await expect(lent.kv.put(`entitlement:${OURS}`, row)).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      });
    },
  );
});
