import { describe, expect, it } from 'vitest';
import { createRules } from '../../src/billing/rules.js';
import { transact } from '../../src/billing/shell/transact.js';
import { buildBillingConfig, buildGrant, buildPlan } from '../../src/testing/index.js';
import { createPlanTableChange } from '../../src/worker/plan-table-change.js';
import { KEY, openWorld } from '../billing/shell/world.js';
import { openApp, type TestApp } from './app-parts.js';

const PORTALS = 230;

/** An app that was started with `syncs` syncs for the plan team; 230 portals have that plan, and one has scale. */
async function started(): Promise<TestApp> {
  const app = await openApp();
  for (let portal = 1; portal <= PORTALS; portal++) {
    await transact(app.engine, { ...KEY, portalId: String(1_000 + portal) }, () => ({
      kind: 'grantGiven',
      grant: buildGrant({ plan: portal === PORTALS ? 'scale' : 'team' }),
    }));
  }
  await deployed(app, 10)();
  return app;
}

/** The work of a process that was deployed with another limit. */
function deployed(app: TestApp, syncs: number): () => Promise<void> {
  const billing = buildBillingConfig();
  const plan = { ...billing.plan, team: buildPlan('team', { limits: { syncs } }) };
  const rules = createRules({ ...billing, plan }, { mode: 'test', isHandWired: false });
  return createPlanTableChange({ ...app.parts, engine: { ...app.engine, rules } });
}

async function decidedPortals(app: TestApp): Promise<number> {
  let decided = 0;
  for (let portal = 1; portal <= PORTALS; portal++) {
    const lines = await app.engine.store.journal({ ...KEY, portalId: String(1_000 + portal) }, 50);
    decided += lines.filter(({ cause }) => cause === 'plansChanged').length;
  }
  return decided;
}

describe('a changed plan table', () => {
  it('is decided for every portal on a plan that changed, and for no other, a page a tick', async () => {
    const app = await started();
    expect(await decidedPortals(app)).toBe(0);
    const work = deployed(app, 3);
    await work();
    expect(await decidedPortals(app)).toBe(200);
    await work();
    expect(await decidedPortals(app)).toBe(PORTALS - 1);
    await work();
    await deployed(app, 3)();
    expect(await decidedPortals(app)).toBe(PORTALS - 1);
  });

  it('is carried on after a restart from where it was left', async () => {
    const app = await started();
    await deployed(app, 3)();
    await deployed(app, 3)();
    expect(await decidedPortals(app)).toBe(PORTALS - 1);
  });

  it('that is rolled back half-way is decided back for the portals it had reached', async () => {
    const app = await started();
    await deployed(app, 3)();
    const back = deployed(app, 10);
    await back();
    await back();
    expect(await decidedPortals(app)).toBe(200 + PORTALS - 1);
  });

  it('is none of HS-X’s business in an app that does its billing by hand', async () => {
    const world = await openWorld({ isHandWired: true });
    const app = await openApp({ before: world, isHandWired: true });
    await createPlanTableChange(app.parts)();
    expect(
      await app.parts.kv.list(app.engine.scope, { prefix: 'hsx:', after: null, limit: 1, now: 0 }),
    ).toEqual([]);
  });
});
