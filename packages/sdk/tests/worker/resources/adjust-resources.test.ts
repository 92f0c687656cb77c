import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/billing/decision.js';
import { deliverEffects } from '../../../src/billing/shell/deliver-effects.js';
import { transact } from '../../../src/billing/shell/transact.js';
import { buildBillingConfig, buildGrant, buildPlan } from '../../../src/testing/index.js';
import { createAuthorHooks } from '../../../src/worker/author-hooks.js';
import type { Worker } from '../../../src/worker/define-worker.js';
import { adjustResources, previewResources } from '../../../src/worker/resources/adjust-resources.js';
import type { ResourceInstance } from '../../../src/worker/worker-definition.js';
import { install, KEY } from '../../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from '../app-parts.js';

const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  free: { syncs: 0, inboxes: 0 },
  team: { syncs: 1, inboxes: 1 },
  scale: { syncs: 10, inboxes: 10 },
};
const plan = Object.fromEntries(
  ['free', 'team', 'scale'].map((name) => [name, buildPlan(name, { limits: LIMITS[name] ?? {} })]),
);
const CHANGE = {
  kind: 'adjustResources',
  key: 'plan-change:1:2',
  direction: 'downgraded',
  fromPlan: 'scale',
  toPlan: 'team',
} as const satisfies Effect;

async function openOn(planName: string, declare?: (worker: Worker) => void): Promise<TestApp> {
  const app = await openApp({ billing: { ...buildBillingConfig(), plan }, ...(declare ? { declare } : {}) });
  await install(app);
  await moveTo(app, planName);
  const ctx = await ctxOf(app);
  for (const number of [1, 2, 3]) {
    await ctx.kv.put(`sync:${KEY.portalId}:s${number}`, { status: 'active', createdAt: number, every: '5m' });
  }
  return app;
}

const moveTo = (app: TestApp, planName: string) =>
  transact(app.engine, KEY, () => ({ kind: 'grantGiven', grant: buildGrant({ plan: planName }) }));
const adjust = (app: TestApp) => adjustResources(app.parts, KEY.portalId, CHANGE);
async function syncsOf(app: TestApp): Promise<readonly unknown[]> {
  const rows = await (await ctxOf(app)).kv.list({ prefix: `sync:${KEY.portalId}:` });
  return rows.map(({ value }) => (value as { status: string }).status);
}
async function mailsOf(app: TestApp) {
  await deliverEffects({ ...app.engine, authorHooks: null });
  return app.mails.filter(({ template }) => template.startsWith('plan-'));
}

describe('a downgrade', () => {
  it('is a plan first, which changes nothing', async () => {
    const app = await openOn('team');
    const steps = await previewResources(app.parts, await ctxOf(app));
    expect(steps.map(({ id, action }) => `${action} ${id}`)).toEqual(['pause s2', 'pause s3']);
    expect(await syncsOf(app)).toEqual(['active', 'active', 'active']);
  });

  it('pauses what the plan says, keeps the author’s own fields, and writes one mail however often it is tried', async () => {
    const app = await openOn('team');
    await adjust(app);
    await adjust(app);
    const row = await (await ctxOf(app)).kv.get(`sync:${KEY.portalId}:s2`);
    expect(row).toEqual({ status: 'paused', pausedReason: 'downgrade', createdAt: 2, every: '5m' });
    expect((await mailsOf(app)).map(({ template, data }) => [template, data.paused])).toEqual([
      ['plan-downgraded', [{ kind: 'sync', count: 2 }]],
    ]);
  });

  it('adjusts nothing while the portal may use nothing', async () => {
    const app = await openOn('scale');
    await transact(app.engine, KEY, () => ({
      kind: 'grantGiven',
      grant: buildGrant({ plan: 'no such plan' }),
    }));
    await adjust(app);
    expect(await syncsOf(app)).toEqual(['active', 'active', 'active']);
  });
});

describe('an author’s own resource', () => {
  /** Three inboxes; pausing the third fails as often as asked. */
  function inboxes(failures: number) {
    const rows = new Map<string, ResourceInstance>(
      ['a', 'b', 'c'].map((id, at) => [id, { id, createdAt: at, isPaused: false, pausedReason: null }]),
    );
    const set = (id: string, change: Partial<ResourceInstance>) =>
      rows.set(id, { ...rows.get(id)!, ...change });
    let left = failures;
    const declare = (worker: Worker) =>
      worker.resource({
        limit: 'inboxes',
        list: () => Promise.resolve([...rows.values()]),
        pause: (_ctx, id) => {
          if (id === 'c' && left-- > 0) return Promise.reject(new Error('a fault of the author’s'));
          return Promise.resolve(void set(id, { isPaused: true, pausedReason: 'downgrade' }));
        },
        resume: (_ctx, id) => Promise.resolve(void set(id, { isPaused: false, pausedReason: null })),
      });
    return { declare, paused: () => [...rows.values()].filter((row) => row.isPaused).map(({ id }) => id) };
  }

  it('is paused beside the syncs, and counted in the same mail', async () => {
    const { declare, paused } = inboxes(0);
    const app = await openOn('team', declare);
    await adjust(app);
    expect(paused()).toEqual(['b', 'c']);
    expect((await mailsOf(app))[0]?.data.paused).toEqual([
      { kind: 'sync', count: 2 },
      { kind: 'inbox', count: 2 },
    ]);
  });

  it('that fails half-way is tried again, and the one mail counts what both tries did', async () => {
    const { declare, paused } = inboxes(1);
    const app = await openOn('team', declare);
    await expect(adjust(app)).rejects.toThrow('a fault of the author’s');
    expect(await mailsOf(app)).toEqual([]);
    await adjust(app);
    expect(paused()).toEqual(['b', 'c']);
    expect((await mailsOf(app)).map(({ data }) => data.paused)).toEqual([
      [
        { kind: 'sync', count: 2 },
        { kind: 'inbox', count: 2 },
      ],
    ]);
  });

  it('that an upgrade resumed between two tries is not said to be paused', async () => {
    const { declare, paused } = inboxes(1);
    const app = await openOn('team', declare);
    await expect(adjust(app)).rejects.toThrow();
    await moveTo(app, 'scale');
    await adjustResources(app.parts, KEY.portalId, {
      ...CHANGE,
      key: 'plan-change:1:3',
      direction: 'upgraded',
    });
    await adjust(app);
    expect(paused()).toEqual([]);
    expect((await mailsOf(app)).map(({ template }) => template)).toEqual(['plan-restored']);
  });
});

describe('the author’s hooks', () => {
  it('call a declared downgradeReconcile on a downgrade, and not on an upgrade', async () => {
    const calls: unknown[] = [];
    const app = await openOn('team', (worker) =>
      worker.action('downgradeReconcile', (_ctx, input) => Promise.resolve(void calls.push(input))),
    );
    const hooks = createAuthorHooks(() => app.parts);
    await hooks.adjustResources(KEY.portalId, { ...CHANGE, direction: 'upgraded' });
    await hooks.adjustResources(KEY.portalId, CHANGE);
    expect(calls).toEqual([{ portalId: KEY.portalId, fromPlan: 'scale', toPlan: 'team' }]);
  });

  it('hand a trigger’s event to every handler, with the ctx of its portal', async () => {
    const seen: unknown[] = [];
    const app = await openOn('team', (worker) => {
      for (const name of ['first', 'second']) {
        worker.trigger('billing.retention_ended', (ctx) =>
          Promise.resolve(
            void seen.push([
              name,
              (ctx as unknown as { portalId: string }).portalId,
              ctx.event.retentionEndsAt,
            ]),
          ),
        );
      }
    });
    const event = { portalId: KEY.portalId, retentionEndsAt: 5 };
    await createAuthorHooks(() => app.parts).runTrigger('billing.retention_ended', event);
    expect(seen).toEqual([
      ['first', KEY.portalId, 5],
      ['second', KEY.portalId, 5],
    ]);
  });

  it('refuse an event that names no portal', async () => {
    const app = await openOn('team');
    await expect(createAuthorHooks(() => app.parts).runTrigger('billing.upgraded', {})).rejects.toThrow(
      'names no portal',
    );
  });
});
