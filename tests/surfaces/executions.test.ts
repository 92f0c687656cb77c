/** HubSpot's executions of actions and tools over real HTTP: older signatures, repetitions, several in one request, states of the author's own. */
import { defineWorker, requireFeature, type Execution } from '@hs-x/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';

const PAYING = 51200417;
const FREE = 51200583;
const MINUTE_MS = 60_000;

let world: World;
let isDown = false;
const seen: Execution[] = [];

const definition = defineWorker(({ worker }) => {
  worker.fn('pay', (ctx) => ctx.kv.put(`entitlement:${ctx.portalId}`, { plan: 'team', status: 'active' }));
  worker.fn('who', (ctx) => Promise.resolve({ portalId: ctx.portalId, user: ctx.user }));
  worker.action('enrich', {
    label: 'Enrich the contact',
    inputFields: { depth: { type: 'enumeration', options: [{ value: 'full', label: 'Full' }] } },
    outputFields: { domain: { type: 'string', label: 'Domain' } },
    objectTypes: ['CONTACT'],
    async run(ctx, input) {
      await requireFeature(ctx, 'sync.bidirectional');
      if (isDown) throw new Error('the source cannot be reached');
      seen.push(ctx.execution);
      return { portal: ctx.portalId, depth: input.depth };
    },
  });
  worker.action('park', () =>
    Promise.resolve({ hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1D' }),
  );
  worker.tool('park', { run: () => Promise.resolve({ hs_execution_state: 'BLOCK' }) });
});

const hubspot = () => world.simulators.hubspot.control;
const fieldsOf = (json: unknown) => (json as { outputFields: Record<string, unknown> }).outputFields;

beforeAll(async () => {
  world = await startWorld({ definition });
  for (const portalId of [PAYING, FREE]) await createVisitor(world).install(portalId);
  await hubspot().callFunction({ portalId: PAYING, name: 'pay' });
});
afterAll(() => world.close());

describe('the signature of an execution', () => {
  it.each(['all', 'v3', 'legacy'] as const)('may be what HubSpot sends: %s', async (signatures) => {
    const call = await hubspot().callAction({ portalId: PAYING, name: 'enrich', signing: { signatures } });
    expect(fieldsOf(call.json)).toMatchObject({ hs_execution_state: 'SUCCESS' });
  });

  it('of the older kind alone must hold as well', async () => {
    const signing = { signatures: 'legacy', clientSecret: 'not-the-secret' } as const;
    const call = await hubspot().callAction({ portalId: PAYING, name: 'enrich', signing });
    expect(call).toMatchObject({ httpStatus: 400, json: { error: { code: 'SIGNATURE_INVALID' } } });
  });

  it('of the older kind opens no card function, since it can be replayed', async () => {
    const call = await hubspot().callFunction({
      portalId: PAYING,
      name: 'who',
      signing: { signatures: 'legacy' },
    });
    expect(call).toMatchObject({ httpStatus: 400, json: { error: { code: 'SIGNATURE_INVALID' } } });
  });
});

describe('an execution the app cannot answer', () => {
  it('is repeated by HubSpot under the same id, and done when the app can', async () => {
    isDown = true;
    const call = await hubspot().callAction({ portalId: PAYING, name: 'enrich', isRepeated: true });
    expect(call.httpStatus).toBe(500);
    await world.advanceBy(3 * MINUTE_MS);
    isDown = false;
    seen.length = 0;
    await world.advanceBy(10 * MINUTE_MS);
    const { callbackId } = JSON.parse(call.requestBody) as { callbackId: string };
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ callbackId, source: 'WORKFLOWS', object: { objectType: 'CONTACT' } });
  });
});

describe('several executions in one request', () => {
  it('are answered in their order, each for the portal HubSpot names in it', async () => {
    const call = await hubspot().callActionBatch([
      { portalId: PAYING, name: 'enrich', input: { depth: 'full' }, callbackId: 'ap-1' },
      { portalId: FREE, name: 'enrich', callbackId: 'ap-2' },
      { portalId: FREE, name: 'enrich', input: { portalId: PAYING }, callbackId: 'ap-3' },
    ]);
    expect(call).toMatchObject({
      httpStatus: 200,
      json: [
        { callbackId: 'ap-1', outputFields: { portal: String(PAYING), depth: 'full' } },
        { callbackId: 'ap-2', outputFields: { errorCode: 'PAYMENT_REQUIRED' } },
        { callbackId: 'ap-3', outputFields: { hs_execution_state: 'FAIL_CONTINUE', errorCode: 'FORBIDDEN' } },
      ],
    });
  });

  it('more than a hundred are refused', async () => {
    const calls = Array.from({ length: 101 }, () => ({ portalId: PAYING, name: 'enrich' }));
    expect(await hubspot().callActionBatch(calls)).toMatchObject({
      httpStatus: 400,
      json: { error: { code: 'REQUEST_INVALID' } },
    });
  });
});

describe('a state of the author’s own', () => {
  it('parks the record where the author says so', async () => {
    const call = await hubspot().callAction({ portalId: FREE, name: 'park' });
    expect(fieldsOf(call.json)).toEqual({ hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1D' });
  });

  it('never parks an agent, whose person is waiting', async () => {
    const call = await hubspot().callTool({ portalId: FREE, name: 'park' });
    expect(fieldsOf(call.json)).toMatchObject({ hs_execution_state: 'FAIL_CONTINUE' });
  });
});

describe('a card function', () => {
  it('knows the portal and the person HubSpot signed', async () => {
    const { json } = await hubspot().callFunction({ portalId: FREE, name: 'who' });
    const [admin] =
      hubspot()
        .portals()
        .find(({ portalId }) => portalId === FREE)?.users ?? [];
    expect(json).toEqual({
      ok: true,
      result: {
        portalId: String(FREE),
        user: { userId: String(admin?.userId), userEmail: admin?.email },
      },
    });
  });

  it.each([
    ['an array', []],
    ['text', 'hello'],
    ['a number', 7],
  ])('called with %s instead of an object is refused', async (_what, input) => {
    const call = await hubspot().callFunction({ portalId: FREE, name: 'who', input });
    expect(call).toMatchObject({ httpStatus: 400, json: { ok: false } });
  });
});
