import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/billing/decision.js';
import { deliverEffects } from '../../../src/billing/shell/deliver-effects.js';
import { transact } from '../../../src/billing/shell/transact.js';
import {
  buildBillingConfig,
  buildGrant,
  buildObserved,
  buildPlan,
  buildSubscription,
} from '../../../src/testing/index.js';
import { createAuthorHooks } from '../../../src/worker/author-hooks.js';
import type { Worker } from '../../../src/worker/define-worker.js';
import { adjustResources, previewResources } from '../../../src/worker/resources/adjust-resources.js';
import type { ResourceInstance } from '../../../src/worker/worker-definition.js';
import { install, KEY } from '../../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from '../app-parts.js';

const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  free: { syncs: 0, inboxes: 0 },
  team: { syncs: 1, inboxes: 1 },
  trio: { syncs: 3, inboxes: 3 },
  scale: { syncs: 10, inboxes: 10 },
};
const plan = Object.fromEntries(
  ['free', 'team', 'trio', 'scale'].map((name) => [name, buildPlan(name, { limits: LIMITS[name] ?? {} })]),
);
const CHANGE = {
  kind: 'adjustResources',
  key: 'plan-change:1:2',
  direction: 'downgraded',
  fromPlan: 'scale',
  toPlan: 'team',
} as const satisfies Effect;

async function openOn(planName: string, declare?: (worker: Worker) => void): Promise<TestApp> {
  const app = await openApp({
    billing: buildBillingConfig({ plan, plans: Object.keys(plan) }),
    ...(declare ? { declare } : {}),
  });
  await install(app);
  await moveTo(app, planName);
  const ctx = await ctxOf(app);
  for (const number of [1, 2, 3]) {
    await ctx.kv.put(`sync:${KEY.portalId}:s${number}`, { status: 'active', createdAt: number, every: '5m' });
  }
  return app;
}

const UNPAID = buildObserved([buildSubscription({ status: 'past_due' })]);

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

  it('waits while the portal may use nothing, and is done when it may again', async () => {
    const app = await openOn('team');
    await transact(app.engine, KEY, () => ({
      kind: 'grantRevoked',
      grantId: 'grant_1',
      actor: 'an operator',
      reason: 'r',
    }));
    await transact(app.engine, KEY, () => ({
      kind: 'customerMapped',
      customerId: 'cus_1',
      adminEmail: null,
    }));
    await transact(app.engine, KEY, () => ({ kind: 'customerObserved', observed: UNPAID }));
    await expect(adjust(app)).rejects.toMatchObject({ code: 'PAYMENT_REQUIRED' });
    expect(await syncsOf(app)).toEqual(['active', 'active', 'active']);
    await moveTo(app, 'team');
    await adjust(app);
    expect(await syncsOf(app)).toEqual(['active', 'paused', 'paused']);
  });

  it('to a plan that is gone from the file adjusts nothing', async () => {
    const app = await openOn('no such plan');
    await adjustResources(app.parts, KEY.portalId, { ...CHANGE, toPlan: 'no such plan' });
    expect(await syncsOf(app)).toEqual(['active', 'active', 'active']);
  });

  it('that a later change has overtaken when its turn comes does nothing', async () => {
    const app = await openOn('scale');
    expect(await adjust(app)).toBe('overtaken');
    expect(await syncsOf(app)).toEqual(['active', 'active', 'active']);
    expect(await mailsOf(app)).toEqual([]);
  });
});

describe('an upgrade', () => {
  const UPGRADE = {
    ...CHANGE,
    key: 'plan-change:1:3',
    direction: 'upgraded',
    fromPlan: 'team',
    toPlan: 'trio',
  } as const;

  it('pauses nothing that was added between its commit and its turn, and resumes what there is room for', async () => {
    const app = await openOn('team');
    await adjust(app);
    await moveTo(app, 'trio');
    const ctx = await ctxOf(app);
    await ctx.kv.put(`sync:${KEY.portalId}:s4`, { status: 'active', createdAt: 4 });
    await adjustResources(app.parts, KEY.portalId, UPGRADE);
    expect(await syncsOf(app)).toEqual(['active', 'active', 'paused', 'active']);
    expect((await mailsOf(app)).map(({ template }) => template)).toEqual([
      'plan-downgraded',
      'plan-restored',
    ]);
  });

  it('leaves more than the plan allows running rather than pause it', async () => {
    const app = await openOn('trio');
    const ctx = await ctxOf(app);
    for (const id of ['s4', 's5']) await ctx.kv.put(`sync:${KEY.portalId}:${id}`, { status: 'active' });
    await adjustResources(app.parts, KEY.portalId, UPGRADE);
    expect(new Set(await syncsOf(app))).toEqual(new Set(['active']));
    expect(await mailsOf(app)).toEqual([]);
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
      toPlan: 'scale',
    });
    await adjust(app);
    expect(paused()).toEqual([]);
    expect((await mailsOf(app)).map(({ template }) => template)).toEqual(['plan-restored']);
  });
});

describe('changes that are carried out at the same time', () => {
  /** Two inboxes. After `block` the next pausing or resuming waits until it is let through, or fails once it is done. */
  function slowInboxes() {
    const rows = new Map<string, ResourceInstance>(
      ['a', 'b'].map((id, at) => [id, { id, createdAt: at, isPaused: false, pausedReason: null }]),
    );
    let gate: { readonly arrive: () => void; readonly passed: Promise<Error | null> } | null = null;
    const set = async (id: string, change: Partial<ResourceInstance>) => {
      const mine = gate;
      gate = null;
      mine?.arrive();
      const failure = await mine?.passed;
      rows.set(id, { ...rows.get(id)!, ...change });
      if (failure) throw failure;
    };
    const block = () => {
      let pass: (failure: Error | null) => void = () => undefined;
      const passed = new Promise<Error | null>((resolve) => (pass = resolve));
      const arrived = new Promise<void>((arrive) => (gate = { arrive, passed }));
      return { arrived, letThrough: () => pass(null), cutOff: (failure: Error) => pass(failure) };
    };
    return {
      declare: (worker: Worker) =>
        worker.resource({
          limit: 'inboxes',
          list: () => Promise.resolve([...rows.values()]),
          pause: (_ctx, id) => set(id, { isPaused: true, pausedReason: 'downgrade' }),
          resume: (_ctx, id) => set(id, { isPaused: false, pausedReason: null }),
        }),
      block,
      paused: () => [...rows.values()].filter((row) => row.isPaused).map(({ id }) => id),
    };
  }

  /** The turn of the latest change. */
  async function turn(app: TestApp, toPlan: string, direction: 'downgraded' | 'upgraded') {
    const { account } = await app.engine.store.load(KEY);
    const key = `plan-change:${KEY.portalId}:${account.told.planChange.count}`;
    return adjustResources(app.parts, KEY.portalId, { ...CHANGE, key, toPlan, direction });
  }

  // Two deliveries of one process, or two processes: the downgrade saw nothing to pause yet, and the upgrade then resumed for good.
  it('end as the latest says, though an upgrade is still resuming when the downgrade after it has its turn', async () => {
    const { declare, block, paused } = slowInboxes();
    const app = await openOn('team', declare);
    await turn(app, 'team', 'downgraded');
    await moveTo(app, 'scale');
    const { arrived, letThrough } = block();
    const resuming = turn(app, 'scale', 'upgraded');
    await arrived;
    await moveTo(app, 'team');
    await turn(app, 'team', 'downgraded');
    letThrough();
    expect(await resuming).toBe('overtaken');
    expect(paused()).toEqual(['b']);
    expect((await mailsOf(app)).map(({ template }) => template)).not.toContain('plan-restored');
  });

  it('end as the latest says, though a downgrade is still pausing when the upgrade after it has its turn', async () => {
    const { declare, block, paused } = slowInboxes();
    const app = await openOn('scale', declare);
    await moveTo(app, 'team');
    const { arrived, letThrough } = block();
    const pausing = turn(app, 'team', 'downgraded');
    await arrived;
    await moveTo(app, 'scale');
    await turn(app, 'scale', 'upgraded');
    letThrough();
    expect(await pausing).toBe('overtaken');
    expect(paused()).toEqual([]);
    expect((await mailsOf(app)).map(({ template }) => template)).not.toContain('plan-downgraded');
  });

  it('end as the latest says, though the first is cut off on the way and tried again after it', async () => {
    const { declare, block, paused } = slowInboxes();
    const app = await openOn('team', declare);
    await turn(app, 'team', 'downgraded');
    await moveTo(app, 'scale');
    const upgrade = { ...CHANGE, key: 'plan-change:1:3', direction: 'upgraded', toPlan: 'scale' } as const;
    const { arrived, cutOff } = block();
    const resuming = adjustResources(app.parts, KEY.portalId, upgrade);
    await arrived;
    await moveTo(app, 'team');
    await turn(app, 'team', 'downgraded');
    cutOff(new Error('a fault of the author’s'));
    await expect(resuming).rejects.toThrow('a fault of the author’s');
    expect(await adjustResources(app.parts, KEY.portalId, upgrade)).toBe('overtaken');
    expect(paused()).toEqual(['b']);
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
