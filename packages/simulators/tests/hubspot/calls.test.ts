import { createHash, createHmac } from 'node:crypto';

import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { listenOnLoopback, type HttpListener } from '../../src/kernel/http-listener.js';
import { NORTHWIND, startHubspot, type RunningHubspot } from './start-hubspot.js';

interface Received {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
  readonly uri: string;
}

let hubspot: RunningHubspot;
let listener: HttpListener;
let received: Received[];
let statuses: number[];

beforeEach(async () => {
  hubspot = await startHubspot();
  received = [];
  statuses = [];
  const app = new Hono();
  app.post('*', async (c) => {
    const { pathname, search, searchParams } = new URL(c.req.url);
    const uri = listener.origin + pathname + search;
    received.push({
      path: pathname,
      query: searchParams,
      headers: c.req.raw.headers,
      body: await c.req.text(),
      uri,
    });
    return Response.json({ outputFields: {} }, { status: statuses.shift() ?? 200 });
  });
  listener = await listenOnLoopback(app, 0);
  hubspot.control.configureApp({ appOrigin: listener.origin });
});
afterEach(async () => {
  await listener.close();
  await hubspot.close();
});

const first = (): Received => received[0]!;

function v3(request: Received, uri: string): string {
  const timestamp = request.headers.get('x-hubspot-request-timestamp') ?? '';
  return createHmac('sha256', hubspot.control.app().clientSecret)
    .update(`POST${uri}${request.body}${timestamp}`)
    .digest('base64');
}

describe('a function call', () => {
  it('carries identity in the signed query only', async () => {
    await hubspot.control.callFunction({
      portalId: NORTHWIND,
      name: 'hasFeature',
      input: { feature: 'card.edit' },
    });
    expect(first().path).toBe('/fn/hasFeature');
    expect(Object.fromEntries(first().query)).toEqual({
      userId: String(NORTHWIND * 10 + 1),
      portalId: String(NORTHWIND),
      userEmail: 'admin@northwind-trading.example',
      appId: '4170001',
    });
    expect(JSON.parse(first().body)).toEqual({ feature: 'card.edit' });
    const decoded = first().uri.replaceAll('%40', '@');
    expect(first().headers.get('x-hubspot-signature-v3')).toBe(v3(first(), decoded));
  });

  it('can be signed over the raw address too', async () => {
    await hubspot.control.callFunction({ portalId: NORTHWIND, name: 'x', signing: { uriForm: 'raw' } });
    expect(first().uri).toContain('%40');
    expect(first().headers.get('x-hubspot-signature-v3')).toBe(v3(first(), first().uri));
  });

  it('is tried once more after a 5xx, and never after a 4xx', async () => {
    statuses = [503, 200];
    const outcome = await hubspot.control.callFunction({ portalId: NORTHWIND, name: 'x' });
    expect([outcome.httpStatus, outcome.attempts, received.length]).toEqual([200, 2, 2]);
    statuses = [402];
    const refused = await hubspot.control.callFunction({ portalId: NORTHWIND, name: 'x' });
    expect([refused.httpStatus, refused.attempts, received.length]).toEqual([402, 1, 3]);
  });

  it('reports an app that cannot be reached instead of failing', async () => {
    hubspot.control.configureApp({ appOrigin: 'http://127.0.0.1:9' });
    const outcome = await hubspot.control.callFunction({ portalId: NORTHWIND, name: 'x' });
    expect(outcome).toMatchObject({ failure: 'The app could not be reached.', attempts: 2 });
  });
});

describe('an action and a tool', () => {
  it('carry v2 and v3 signatures and HubSpot’s execution body', async () => {
    await hubspot.control.callAction({ portalId: NORTHWIND, name: 'enrich', input: { depth: 'full' } });
    const body = JSON.parse(first().body);
    expect(first().path).toBe('/actions/enrich');
    expect(body).toMatchObject({
      callbackId: expect.stringMatching(new RegExp(`^ap-${NORTHWIND}-`)),
      origin: { portalId: NORTHWIND },
      context: { source: 'WORKFLOWS' },
      object: { objectId: 101, objectType: 'CONTACT' },
      inputFields: { depth: 'full' },
    });
    const v2 = createHash('sha256')
      .update(`${hubspot.control.app().clientSecret}POST${first().uri}${first().body}`)
      .digest('hex');
    expect(first().headers.get('x-hubspot-signature')).toBe(v2);
    expect(first().headers.get('x-hubspot-signature-version')).toBe('v2');
    expect(first().headers.get('x-hubspot-signature-v3')).toBe(v3(first(), first().uri));
  });

  it('differ by path and context', async () => {
    await hubspot.control.callTool({ portalId: NORTHWIND, name: 'lookup' });
    expect(first().path).toBe('/tools/lookup');
    expect(JSON.parse(first().body)).toMatchObject({ context: { source: 'AGENTS' } });
    expect(JSON.parse(first().body)).not.toHaveProperty('object');
  });

  it('carry v2 or v3 alone where a test asks for it', async () => {
    const names = ['x-hubspot-signature', 'x-hubspot-signature-v3', 'x-hubspot-request-timestamp'];
    const sent: boolean[][] = [];
    for (const signatures of ['legacy', 'v3'] as const) {
      await hubspot.control.callAction({ portalId: NORTHWIND, name: 'enrich', signing: { signatures } });
      sent.push(names.map((name) => received.at(-1)?.headers.has(name) === true));
    }
    expect(sent).toEqual([
      [true, false, false],
      [false, true, true],
    ]);
  });

  it('come several in one array where a test asks for it', async () => {
    const calls = [
      { portalId: NORTHWIND, name: 'enrich', input: { a: 1 }, callbackId: 'ap-one' },
      { portalId: NORTHWIND, name: 'enrich', input: { a: 2 } },
    ];
    await hubspot.control.callActionBatch(calls);
    await hubspot.control.callToolBatch(calls);
    expect(received.map(({ path }) => path)).toEqual(['/actions/enrich', '/tools/enrich']);
    expect(JSON.parse(first().body)).toMatchObject([
      { callbackId: 'ap-one', inputFields: { a: 1 }, context: { source: 'WORKFLOWS' } },
      { callbackId: expect.stringMatching(/^ap-\d+-\d+$/), inputFields: { a: 2 } },
    ]);
  });

  it('are repeated with the same body while the app cannot answer, for three days, and never after a 4xx', async () => {
    const repeated = { portalId: NORTHWIND, name: 'enrich', isRepeated: true };
    statuses = [503, 500, 200];
    await hubspot.control.callAction(repeated);
    await hubspot.clock.advanceBy(72 * 3_600_000);
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    statuses = [400];
    await hubspot.control.callAction(repeated);
    await hubspot.clock.advanceBy(72 * 3_600_000);
    expect(received).toHaveLength(4);
    statuses = Array.from({ length: 50 }, () => 503);
    await hubspot.control.callAction(repeated);
    await hubspot.clock.advanceBy(240 * 3_600_000);
    expect(received).toHaveLength(4 + 14);
  });
});

describe('webhooks', () => {
  const event = { subscriptionType: 'contact.creation', portalId: NORTHWIND, objectId: 101 };

  it('come as an array of at most 100 events, signed v1 and v3', async () => {
    await hubspot.control.sendWebhooks(Array.from({ length: 101 }, () => event));
    expect(received.map((request) => (JSON.parse(request.body) as unknown[]).length)).toEqual([100, 1]);
    const v1 = createHash('sha256')
      .update(hubspot.control.app().clientSecret + first().body)
      .digest('hex');
    expect(first().headers.get('x-hubspot-signature')).toBe(v1);
    expect(first().headers.get('x-hubspot-signature-v3')).toBe(
      v3(first(), `${listener.origin}/webhooks/hubspot`),
    );
  });

  it('come again on the virtual clock after a 4xx, with a counted attempt', async () => {
    statuses = [400, 500, 200];
    await hubspot.control.sendWebhooks([event]);
    await hubspot.clock.advanceBy(24 * 3_600_000);
    const attempts = received.map(
      (request) => (JSON.parse(request.body) as { attemptNumber: number }[])[0]?.attemptNumber,
    );
    expect(attempts).toEqual([0, 1, 2]);
  });

  it('give up after ten more tries within 24 hours', async () => {
    statuses = Array.from({ length: 20 }, () => 500);
    await hubspot.control.sendWebhooks([event]);
    await hubspot.clock.advanceBy(24 * 3_600_000);
    expect(received).toHaveLength(11);
    expect(hubspot.clock.upcoming()).toEqual([]);
  });
});
