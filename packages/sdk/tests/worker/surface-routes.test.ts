import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { requireFeature } from '../../src/billing/gate.js';
import type { AppParts } from '../../src/worker/app-parts.js';
import { createApp } from '../../src/worker/create-app.js';
import { NOW } from '../billing/given.js';
import { install, KEY } from '../billing/shell/world.js';
import { openApp } from './app-parts.js';

const SECRET = 'client-secret-of-the-app';

async function post(
  path: string,
  content: unknown,
  more: { secret?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const app = await openApp({
    declare: (worker) => {
      worker.action('echo', (ctx, input) => Promise.resolve({ ...input, of: ctx.portalId }));
      worker.tool('echo', { run: (ctx) => requireFeature(ctx, 'sync.bidirectional') });
    },
    parts: { hubspot: { secrets: [SECRET] } as unknown as AppParts['hubspot'] },
  });
  await install(app);
  const url = `https://app.example${path}`;
  const body = JSON.stringify(content);
  const signature = createHmac('sha256', more.secret ?? SECRET)
    .update(`POST${url}${body}${NOW}`)
    .digest('base64');
  const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(NOW) };
  const answer = await createApp(app.parts).fetch(new Request(url, { method: 'POST', headers, body }));
  return { status: answer.status, body: await answer.json() };
}

const origin = { portalId: Number(KEY.portalId) };

describe('a call of HubSpot', () => {
  it('works for the portal that HubSpot signed', async () => {
    expect(await post('/actions/echo', { origin, inputFields: { a: '1' } })).toEqual({
      status: 200,
      body: { outputFields: { a: '1', of: KEY.portalId, hs_execution_state: 'SUCCESS' } },
    });
    expect(await post('/tools/echo', { origin })).toMatchObject({
      status: 200,
      body: { outputFields: { errorCode: 'PLAN_UPGRADE_REQUIRED' } },
    });
  });

  it('is read in its older spelling, too', async () => {
    const answer = await post('/actions/echo', { origin, fields: { a: '1' } });
    expect(answer).toMatchObject({ status: 200, body: { outputFields: { a: '1' } } });
    const both = await post('/actions/echo', { origin, fields: { a: '1' }, inputFields: { a: '2' } });
    expect(both).toMatchObject({ body: { outputFields: { a: '2' } } });
  });

  it('of several executions is answered in their order', async () => {
    const executions = ['1', '2'].map((a) => ({ callbackId: `ap-${a}`, origin, inputFields: { a } }));
    expect(await post('/actions/echo', executions)).toEqual({
      status: 200,
      body: ['1', '2'].map((a) => ({
        callbackId: `ap-${a}`,
        outputFields: { a, of: KEY.portalId, hs_execution_state: 'SUCCESS' },
      })),
    });
    for (const odd of [[], [7], [{}], [null]]) {
      expect(await post('/actions/echo', odd)).toMatchObject({
        status: 400,
        body: { error: { code: 'REQUEST_INVALID' } },
      });
    }
  });

  it('may name its own portal in the input, and no other', async () => {
    const named = (portalId: unknown) => post('/actions/echo', { origin, inputFields: { portalId } });
    expect((await named(KEY.portalId)).status).toBe(200);
    expect((await named(origin.portalId)).status).toBe(200);
    expect(await named('7')).toMatchObject({
      status: 403,
      body: { ok: false, error: { code: 'FORBIDDEN' } },
    });
  });

  it('is refused without a genuine signature, without a portal, or with a card number', async () => {
    expect(await post('/actions/echo', { origin }, { secret: 'another' })).toMatchObject({
      status: 400,
      body: { error: { code: 'SIGNATURE_INVALID' } },
    });
    expect(await post('/actions/echo', {})).toMatchObject({
      status: 400,
      body: { error: { code: 'REQUEST_INVALID' } },
    });
    const card = await post('/actions/echo', { origin, inputFields: { note: '4242 4242 4242 4242' } });
    expect(card).toMatchObject({ status: 400, body: { error: { code: 'CARD_NUMBER_REFUSED' } } });
    expect(JSON.stringify(card)).not.toContain('4242');
  });
});
