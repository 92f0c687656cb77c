import { describe, expect, it } from 'vitest';
import { requireFeature } from '../../src/billing/gate.js';
import { BillingUnavailable } from '../../src/billing/payment-errors.js';
import { transact } from '../../src/billing/shell/transact.js';
import type { Ctx } from '../../src/worker/ctx.js';
import { runFunction } from '../../src/worker/dispatch/run-function.js';
import { runAction, runTool } from '../../src/worker/dispatch/run-surface.js';
import { buildGrant } from '../../src/testing/index.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';
import { install, KEY } from '../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from './app-parts.js';

const UPGRADE_URL = 'https://app.example/billing/portal?token=t';
const HANDLERS: Readonly<Record<string, (ctx: Ctx) => Promise<unknown>>> = {
  upgrade: (ctx) => requireFeature(ctx, 'sync.bidirectional'),
  payment: (ctx) => Promise.reject(new ctx.errors.PaymentRequired('Subscription is past_due.')),
  outage: () => Promise.reject(new BillingUnavailable('the store is locked')),
  fault: () => Promise.reject(new Error('a fault of the author')),
  nothing: () => Promise.resolve(),
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
      worker.tool('echo', { run: (_ctx, input) => Promise.resolve(input) });
      worker.fn('echo', (_ctx, input) => Promise.resolve(input));
      for (const name of ['reconcileBilling', 'downgradeReconcile'])
        worker.action(name, () => Promise.resolve({}));
    },
  });
  await install(app);
  return { ...app, ctx: await ctxOf(app) };
}

async function run(kind: 'action' | 'tool', name: string, input: unknown = {}) {
  const { parts, ctx } = await openSurfaces();
  return (kind === 'action' ? runAction : runTool)(parts.definition, {
    name,
    input,
    ctx,
    upgradeUrl: UPGRADE_URL,
  });
}

async function call(name: string, args: unknown = {}) {
  const { parts, ctx } = await openSurfaces();
  return runFunction(parts.definition, { name, args, ctx, upgradeUrl: UPGRADE_URL });
}

describe('a workflow action', () => {
  it('answers its fields, and text or nothing as well', async () => {
    const answer = async (input: unknown) => (await run('action', 'echo', input)).body;
    expect(await answer({ a: 1 })).toEqual({ outputFields: { a: 1, hs_execution_state: 'SUCCESS' } });
    expect(await answer('text')).toEqual({ outputFields: { result: 'text', hs_execution_state: 'SUCCESS' } });
    expect((await run('action', 'nothing')).body).toEqual({
      outputFields: { hs_execution_state: 'SUCCESS' },
    });
  });

  it('of a portal that has not paid continues with codes a workflow can branch on', async () => {
    expect(await run('action', 'payment')).toEqual({
      status: 200,
      body: {
        outputFields: {
          hs_execution_state: 'FAIL_CONTINUE',
          errorCode: 'PAYMENT_REQUIRED',
          errorMessage: 'Subscription is past_due.',
          upgradeUrl: UPGRADE_URL,
        },
      },
    });
    expect(await run('action', 'upgrade')).toMatchObject({
      status: 200,
      body: {
        outputFields: {
          errorCode: 'PLAN_UPGRADE_REQUIRED',
          errorMessage: 'Plan free does not include sync.bidirectional.',
        },
      },
    });
  });

  it('during an outage is thrown as 503, so that HubSpot tries again', async () => {
    const error = await hsxErrorOf(() => run('action', 'outage'));
    expect([error.code, error.status, error.retryable]).toEqual(['BILLING_UNAVAILABLE', 503, true]);
  });

  it('with a fault of its own is thrown as it is', async () => {
    await expect(run('action', 'fault')).rejects.toThrow('a fault of the author');
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
    ] as const) {
      const { status, body } = await run('tool', name);
      expect([status, body]).toMatchObject([
        200,
        { outputFields: { hs_execution_state: 'FAIL_CONTINUE', errorCode: code, upgradeUrl: UPGRADE_URL } },
      ]);
      const { errorMessage } = (body as { outputFields: { errorMessage: string } }).outputFields;
      expect(errorMessage).toMatch(/^[A-Z].* .*\.$/);
      expect(errorMessage).not.toMatch(/past_due|sync\.|_/);
    }
  });

  it('during an outage says so: an agent has no retry queue', async () => {
    expect(await run('tool', 'outage')).toMatchObject({
      status: 200,
      body: {
        outputFields: {
          hs_execution_state: 'FAIL_CONTINUE',
          errorCode: 'BILLING_UNAVAILABLE',
          errorMessage: expect.stringContaining('temporarily unavailable') as string,
        },
      },
    });
  });

  it('with a fault of its own, or that nobody declared, is thrown', async () => {
    await expect(run('tool', 'fault')).rejects.toThrow('a fault of the author');
    expect((await hsxErrorOf(() => run('tool', 'nobody'))).code).toBe('NOT_FOUND');
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

  it('during an outage is thrown as 503, never shown as an upgrade prompt', async () => {
    expect((await hsxErrorOf(() => call('outage'))).status).toBe(503);
  });

  it('called hasFeature is built in and answers a boolean', async () => {
    const app = await openSurfaces();
    const ask = async (feature: unknown) =>
      runFunction(app.parts.definition, {
        name: 'hasFeature',
        args: { feature },
        ctx: await ctxOf(app),
        upgradeUrl: UPGRADE_URL,
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
