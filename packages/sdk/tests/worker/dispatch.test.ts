import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireFeature } from '../../src/billing/gate.js';
import { BillingUnavailable, LimitExceeded } from '../../src/billing/payment-errors.js';
import { transact } from '../../src/billing/shell/transact.js';
import { HsxError } from '../../src/kernel/hsx-error.js';
import type { Ctx } from '../../src/worker/ctx.js';
import { runExecutionBatch } from '../../src/worker/dispatch/run-execution-batch.js';
import {
  publishedSurface,
  runExecution,
  type ExecutionCall,
} from '../../src/worker/dispatch/run-execution.js';
import type { OpenCtx } from '../../src/worker/open-ctx.js';
import { runFunction } from '../../src/worker/dispatch/run-function.js';
import { readExecution } from '../../src/worker/execution.js';
import { buildGrant } from '../../src/testing/index.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';
import { install, KEY } from '../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from './app-parts.js';

const UPGRADE_URL = 'https://app.example/billing/portal?token=t';
const RESETS_AT = Date.UTC(2026, 11, 1);
const limitExceeded = () =>
  new LimitExceeded({
    limit: 'records_per_month',
    used: 990,
    wanted: 20,
    allowed: 1_000,
    resetsAt: RESETS_AT,
    currentPlan: 'free',
    status: 'trialing',
  });
const HANDLERS: Readonly<Record<string, (ctx: Ctx) => Promise<unknown>>> = {
  upgrade: (ctx) => requireFeature(ctx, 'sync.bidirectional'),
  payment: (ctx) => Promise.reject(new ctx.errors.PaymentRequired('Subscription is past_due.')),
  limit: () => Promise.reject(limitExceeded()),
  outage: () => Promise.reject(new BillingUnavailable('the store is locked')),
  refusal: () => Promise.reject(new HsxError({ code: 'CONFLICT', message: 'The sheet is gone.' })),
  fault: () => Promise.reject(new Error('a fault of the author')),
  nothing: () => Promise.resolve(),
  hangs: () => new Promise(() => undefined),
};

async function openSurfaces(): Promise<TestApp & { ctx: Ctx }> {
  const app = await openApp({
    declare: (worker) => {
      for (const [name, run] of Object.entries(HANDLERS)) {
        worker.action(name, run);
        worker.tool(name, { run });
        worker.fn(name, run);
      }
      worker.action('echo', (_ctx, input) => Promise.resolve(input));
      worker.action('who', (ctx) => Promise.resolve({ ...ctx.execution }));
      worker.tool('echo', { run: (_ctx, input) => Promise.resolve(input) });
      worker.fn('echo', (_ctx, input) => Promise.resolve(input));
      worker.fn('who', (ctx) => Promise.resolve(ctx.user));
      for (const name of ['reconcileBilling', 'downgradeReconcile'])
        worker.action(name, () => Promise.resolve({}));
    },
  });
  await install(app);
  return { ...app, ctx: await ctxOf(app) };
}

type Kind = 'action' | 'tool';
interface Asked {
  readonly input?: unknown;
  readonly body?: Readonly<Record<string, unknown>>;
}

function executionOf(
  { parts, ctx }: TestApp & { ctx: Ctx },
  { kind, name, input = {}, body = {} }: Asked & { kind: Kind; name: string },
): ExecutionCall {
  return {
    surface: publishedSurface(parts.definition, { kind, name }),
    portalId: KEY.portalId,
    execution: readExecution(body),
    input,
    upgradeUrl: () => Promise.resolve(UPGRADE_URL),
    openCtx: (more) => Promise.resolve({ ...ctx, ...more }),
  };
}

async function run(kind: Kind, name: string, asked: Asked = {}) {
  return runExecution(executionOf(await openSurfaces(), { kind, name, ...asked }));
}

async function call(name: string, args: unknown = {}) {
  const { parts, ctx } = await openSurfaces();
  const user = { userId: '7', userEmail: 'ada@example.com' };
  const openCtx: OpenCtx = (more) => Promise.resolve({ ...ctx, ...more });
  return runFunction(parts.definition, {
    name,
    args,
    user,
    upgradeUrl: () => Promise.resolve(UPGRADE_URL),
    openCtx,
  });
}

afterEach(() => vi.useRealTimers());

describe('a workflow action', () => {
  it('answers its fields, and text or nothing as well', async () => {
    expect(await run('action', 'echo', { input: { a: 1 } })).toEqual({ a: 1, hs_execution_state: 'SUCCESS' });
    expect(await run('action', 'echo', { input: 'text' })).toEqual({
      result: 'text',
      hs_execution_state: 'SUCCESS',
    });
    expect(await run('action', 'nothing')).toEqual({ hs_execution_state: 'SUCCESS' });
  });

  it.each(['SUCCESS', 'FAIL_CONTINUE', 'BLOCK', 'ASYNC'])(
    'that answers the state %s itself is not overruled',
    async (state) => {
      const input = { hs_execution_state: state, hs_expiration_duration: 'PT1H' };
      expect(await run('action', 'echo', { input, body: { callbackId: 'ap-1' } })).toEqual(input);
    },
  );

  it.each([
    ['a state nobody knows', 'PAUSE', { callbackId: 'ap-1' }],
    ['no text', 7, { callbackId: 'ap-1' }],
    ['BLOCK without an id to complete it with', 'BLOCK', {}],
    ['BLOCK to an agent', 'BLOCK', { callbackId: 'ap-1', context: { source: 'AGENTS' } }],
  ])('that answers %s has failed, and the workflow goes on', async (_what, state, body) => {
    expect(await run('action', 'echo', { input: { hs_execution_state: state }, body })).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'REQUEST_INVALID',
    });
  });

  it('of a portal that has not paid continues with codes a workflow can branch on', async () => {
    expect(await run('action', 'payment')).toEqual({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'PAYMENT_REQUIRED',
      errorMessage: 'Subscription is past_due.',
      upgradeUrl: UPGRADE_URL,
    });
    expect(await run('action', 'upgrade')).toMatchObject({
      errorCode: 'PLAN_UPGRADE_REQUIRED',
      errorMessage: 'Plan free does not include sync.bidirectional.',
    });
  });

  it('that would exceed a limit says how much is used of what, and until when', async () => {
    expect(await run('action', 'limit')).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'LIMIT_EXCEEDED',
      upgradeUrl: UPGRADE_URL,
      limit: 'records_per_month',
      used: 990,
      allowed: 1_000,
      resetsAt: RESETS_AT,
    });
  });

  it('that refuses with an error of HS-X has failed in words; HubSpot would show a bare 4xx as nameless', async () => {
    expect(await run('action', 'refusal')).toEqual({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'CONFLICT',
      errorMessage: 'The sheet is gone.',
    });
  });

  it('during an outage is thrown as 503, so that HubSpot tries again', async () => {
    const error = await hsxErrorOf(() => run('action', 'outage'));
    expect([error.code, error.status, error.retryable]).toEqual(['BILLING_UNAVAILABLE', 503, true]);
  });

  it('with a fault of its own is thrown as it is', async () => {
    await expect(run('action', 'fault')).rejects.toThrow('a fault of the author');
  });

  it('that does not end within eight seconds is given up, before HubSpot gives it up', async () => {
    const asked = executionOf(await openSurfaces(), { kind: 'action', name: 'hangs' });
    vi.useFakeTimers();
    const outcome = expect(runExecution(asked)).rejects.toThrow('did not end within 8 seconds');
    await vi.advanceTimersByTimeAsync(8_000);
    await outcome;
  });

  it('knows which execution it answers', async () => {
    const body = {
      callbackId: 'ap-102670506-1',
      origin: { portalId: 102670506, userId: 1 },
      context: { source: 'WORKFLOWS', workflowId: 192814114 },
      object: { objectId: 904, objectType: 'CONTACT', properties: { email: 'a@b.c' } },
    };
    expect(await run('action', 'who', { body })).toMatchObject({
      callbackId: 'ap-102670506-1',
      source: 'WORKFLOWS',
      workflowId: '192814114',
      userId: '1',
      object: { objectId: '904', objectType: 'CONTACT', properties: { email: 'a@b.c' } },
    });
    const odd = { callbackId: {}, origin: 7, context: null, object: { objectId: 1 } };
    expect(await run('action', 'who', { body: odd })).toMatchObject({
      callbackId: null,
      source: null,
      object: null,
    });
  });

  it.each(['reconcileBilling', 'downgradeReconcile', 'nobody', 'constructor', ''])(
    'called %j is not published',
    async (name) => {
      expect((await hsxErrorOf(() => run('action', name))).code).toBe('NOT_FOUND');
    },
  );
});

describe('an agent tool', () => {
  it('of a portal that has not paid answers a sentence for a person', async () => {
    for (const [name, code] of [
      ['payment', 'PAYMENT_REQUIRED'],
      ['upgrade', 'PLAN_UPGRADE_REQUIRED'],
      ['limit', 'LIMIT_EXCEEDED'],
    ] as const) {
      const fields = await run('tool', name);
      expect(fields).toMatchObject({
        hs_execution_state: 'FAIL_CONTINUE',
        errorCode: code,
        upgradeUrl: UPGRADE_URL,
      });
      expect(fields.errorMessage).toMatch(/^[A-Z].* .*\.$/);
      expect(fields.errorMessage).not.toMatch(/past_due|sync\.|_/);
    }
  });

  it('during an outage says so: an agent has no retry queue', async () => {
    expect(await run('tool', 'outage')).toEqual({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'BILLING_UNAVAILABLE',
      errorMessage: expect.stringContaining('temporarily unavailable') as string,
    });
  });

  it('is spoken to the same way when the agent calls it as an action', async () => {
    const body = { context: { source: 'AGENTS' } };
    const { errorMessage } = await run('action', 'payment', { body });
    expect(errorMessage).toContain('active subscription');
    expect(await run('action', 'outage', { body })).toMatchObject({ errorCode: 'BILLING_UNAVAILABLE' });
  });

  it('with a fault of its own, or that nobody declared, is thrown', async () => {
    await expect(run('tool', 'fault')).rejects.toThrow('a fault of the author');
    expect((await hsxErrorOf(() => run('tool', 'nobody'))).code).toBe('NOT_FOUND');
  });
});

describe('several executions in one request', () => {
  const named = (surfaces: TestApp & { ctx: Ctx }, names: readonly (readonly [string, unknown])[]) =>
    names.map(([name, input], index) =>
      executionOf(surfaces, { kind: 'action', name, input, body: { callbackId: `ap-${index}` } }),
    );

  it('are judged one by one: what one portal may not do fails no other’s step', async () => {
    const calls = named(await openSurfaces(), [
      ['echo', { a: 1 }],
      ['payment', {}],
      ['echo', { portalId: '7' }],
      ['echo', { note: '4242 4242 4242 4242' }],
    ]);
    const answers = await runExecutionBatch(calls);
    expect(answers.map(({ callbackId }) => callbackId)).toEqual(['ap-0', 'ap-1', 'ap-2', 'ap-3']);
    expect(
      answers.map(({ outputFields }) => outputFields.errorCode ?? outputFields.hs_execution_state),
    ).toEqual(['SUCCESS', 'PAYMENT_REQUIRED', 'FORBIDDEN', 'CARD_NUMBER_REFUSED']);
  });

  it('are all repeated when one must be, after all have ended', async () => {
    let ended = 0;
    const surfaces = await openSurfaces();
    const calls = named(surfaces, [
      ['outage', {}],
      ['echo', {}],
    ]);
    const slow = {
      ...calls[1]!,
      openCtx: ((more) =>
        Promise.resolve({ ...surfaces.ctx, ...more }).finally(() => (ended += 1))) as OpenCtx,
    };
    const error = await hsxErrorOf(() => runExecutionBatch([calls[0]!, slow]));
    expect([error.code, ended]).toEqual(['BILLING_UNAVAILABLE', 1]);
  });
});

describe('a card function', () => {
  it('answers its result, null for nothing', async () => {
    expect(await call('echo', { a: 1 })).toEqual({ status: 200, body: { ok: true, result: { a: 1 } } });
    expect(await call('nothing')).toEqual({ status: 200, body: { ok: true, result: null } });
  });

  it('of a portal that has not paid answers 402 with everything an upgrade prompt needs', async () => {
    expect(await call('upgrade')).toEqual({
      status: 402,
      body: {
        ok: false,
        error: {
          code: 'PLAN_UPGRADE_REQUIRED',
          message: 'Plan free does not include sync.bidirectional.',
          feature: 'sync.bidirectional',
          currentPlan: 'free',
          status: 'trialing',
          upgradeUrl: UPGRADE_URL,
        },
      },
    });
    expect(await call('payment')).toMatchObject({
      status: 402,
      body: { error: { code: 'PAYMENT_REQUIRED', feature: null, currentPlan: null, status: null } },
    });
  });

  it('that would exceed a limit answers 402 with what a usage bar needs', async () => {
    expect(await call('limit')).toMatchObject({
      status: 402,
      body: {
        error: {
          code: 'LIMIT_EXCEEDED',
          currentPlan: 'free',
          limit: 'records_per_month',
          used: 990,
          allowed: 1_000,
          resetsAt: RESETS_AT,
        },
      },
    });
  });

  it('knows the HubSpot user who asks', async () => {
    const { body } = await call('who');
    expect(body).toEqual({ ok: true, result: { userId: '7', userEmail: 'ada@example.com' } });
  });

  it('during an outage is thrown as 503, never shown as an upgrade prompt', async () => {
    expect((await hsxErrorOf(() => call('outage'))).status).toBe(503);
  });

  it('called hasFeature is built in and answers a boolean', async () => {
    const app = await openSurfaces();
    const ask = async (feature: unknown) =>
      runFunction(app.parts.definition, {
        name: 'hasFeature',
        args: { feature },
        user: { userId: null, userEmail: null },
        openCtx: async (more) => ({ ...(await ctxOf(app)), ...more }),
        upgradeUrl: () => Promise.resolve(UPGRADE_URL),
      });
    expect(await ask('sync.bidirectional')).toEqual({ status: 200, body: { ok: true, result: false } });
    await transact(app.engine, KEY, () => ({ kind: 'grantGiven', grant: buildGrant() }));
    expect(await ask('sync.bidirectional')).toEqual({ status: 200, body: { ok: true, result: true } });
    expect((await hsxErrorOf(() => ask(7))).code).toBe('REQUEST_INVALID');
  });

  it('that nobody declared does not exist, whatever every object has', async () => {
    for (const name of ['nobody', 'constructor', 'toString', '__proto__']) {
      expect((await hsxErrorOf(() => call(name))).code).toBe('NOT_FOUND');
    }
  });
});
