import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';

const PAYING = 51200417;
const FREE = 51200583;
const CARD = '4242424242424242';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  pay(world, (await createVisitor(world).install(PAYING)).location ?? '');
  await createVisitor(world).install(FREE);
  await world.settle();
});
afterAll(() => world.close());

const hubspot = () => world.simulators.hubspot.control;
const fieldsOf = (json: unknown) => (json as { outputFields: Record<string, unknown> }).outputFields;

describe('a workflow action', () => {
  it('does its work for a portal that pays', async () => {
    const input = { email: 'ops@harbor.example' };
    const call = await hubspot().callAction({ portalId: PAYING, name: 'enrichContact', input });
    expect(call.httpStatus).toBe(200);
    expect(fieldsOf(call.json)).toEqual({
      domain: 'harbor.example',
      isBusinessEmail: true,
      hs_execution_state: 'SUCCESS',
    });
  });

  it('says "upgrade" as a finished step that lets the workflow go on, never as an HTTP error', async () => {
    const call = await hubspot().callAction({ portalId: FREE, name: 'enrichContact', input: {} });
    expect(call.httpStatus).toBe(200);
    expect(fieldsOf(call.json)).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'PLAN_UPGRADE_REQUIRED',
      errorMessage: 'Plan free does not include sync.bidirectional.',
      upgradeUrl: expect.stringContaining(`${world.appUrl}/billing/portal?token=`) as unknown,
    });
  });

  it('that names another portal in its input is refused', async () => {
    const input = { portalId: String(PAYING) };
    const call = await hubspot().callAction({ portalId: FREE, name: 'enrichContact', input });
    expect(call).toMatchObject({ httpStatus: 403, json: { ok: false, error: { code: 'FORBIDDEN' } } });
  });

  it.each(['reconcileBilling', 'downgradeReconcile', 'unknown'])(
    'named %s is not published',
    async (name) => {
      expect(await hubspot().callAction({ portalId: PAYING, name })).toMatchObject({ httpStatus: 404 });
    },
  );
});

describe('an agent tool', () => {
  it('answers a sentence a person can act on when the portal has not paid', async () => {
    const call = await hubspot().callTool({
      portalId: FREE,
      name: 'researchAccount',
      input: { company: 'Harbor' },
    });
    expect(call.httpStatus).toBe(200);
    expect(fieldsOf(call.json)).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'PLAN_UPGRADE_REQUIRED',
    });
  });
});

describe('a card function', () => {
  it('answers 402 with what the card needs to offer an upgrade', async () => {
    const call = await hubspot().callFunction({ portalId: FREE, name: 'editableInsights' });
    expect(call).toMatchObject({
      httpStatus: 402,
      json: {
        ok: false,
        error: {
          code: 'PLAN_UPGRADE_REQUIRED',
          feature: 'card.edit',
          currentPlan: 'free',
          status: 'trialing',
        },
      },
    });
  });

  it.each([
    ['signed with another secret', { clientSecret: 'not-the-secret' }],
    ['six minutes old', { timestampMs: Date.now() - 360_000 }],
    ['from six minutes ahead', { timestampMs: Date.now() + 360_000 }],
  ])('that is %s is refused', async (_what, signing) => {
    const call = await hubspot().callFunction({ portalId: PAYING, name: 'hasFeature', signing });
    expect(call).toMatchObject({ httpStatus: 400, json: { error: { code: 'SIGNATURE_INVALID' } } });
  });

  it('without a signature is refused, whatever portal it names', async () => {
    const answer = await fetch(`${world.appUrl}/fn/hasFeature?portalId=${PAYING}`, {
      method: 'POST',
      body: '{}',
    });
    expect(answer.status).toBe(400);
  });
});

describe('a field that looks like a card number', () => {
  it.each([
    [
      'a function argument',
      () => hubspot().callFunction({ portalId: PAYING, name: 'saveInsight', input: { text: CARD } }),
    ],
    [
      'a nested argument',
      () => hubspot().callFunction({ portalId: PAYING, name: 'saveInsight', input: { a: [{ pan: CARD }] } }),
    ],
    [
      'an action input',
      () =>
        hubspot().callAction({
          portalId: PAYING,
          name: 'enrichContact',
          input: { note: '4242 4242 4242 4242' },
        }),
    ],
    [
      'a tool input',
      () => hubspot().callTool({ portalId: PAYING, name: 'researchAccount', input: { card_number: CARD } }),
    ],
  ])('is refused in %s before it is stored or logged', async (_where, call) => {
    expect(await call()).toMatchObject({ httpStatus: 400, json: { error: { code: 'CARD_NUMBER_REFUSED' } } });
    expect(world.logLines.join('\n')).not.toMatch(/4242[ -]?4242/);
    const stored = await hubspot().callFunction({ portalId: PAYING, name: 'insights' });
    expect(stored.json).toEqual({ ok: true, result: { insights: [] } });
  });
});

describe('the log', () => {
  it('has one request id for all lines of a request, and says it to the caller', async () => {
    const answer = await fetch(`${world.appUrl}/nowhere`);
    const requestId = answer.headers.get('x-request-id') ?? '';
    expect(requestId).not.toBe('');
    expect(world.logLines.filter((line) => line.includes(requestId)).length).toBeGreaterThan(0);
  });

  it('holds no secret, token or link token', () => {
    const log = world.logLines.join('\n');
    const { secretKey } = world.simulators.stripe;
    const { clientSecret } = hubspot().app();
    for (const secret of [secretKey, clientSecret, 'whsec_', 'na1-', '?token=', 'a-secret-for-tests']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('the entitlement endpoint', () => {
  it('answers nobody who proves nothing', async () => {
    const answer = await fetch(`${world.appUrl}/billing/entitlement?portal=${PAYING}`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('team');
  });
});
