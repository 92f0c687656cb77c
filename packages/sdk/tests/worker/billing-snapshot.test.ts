import { describe, expect, it } from 'vitest';
import { consume } from '../../src/index.js';
import { transact } from '../../src/billing/shell/transact.js';
import { tick } from '../../src/billing/shell/tick.js';
import type { BillingSnapshot } from '../../src/contract/billing-snapshot.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import { createAuthorHooks } from '../../src/worker/author-hooks.js';
import { runFunction } from '../../src/worker/dispatch/run-function.js';
import { markUpgrade } from '../../src/worker/upgrade-mark.js';
import {
  buildBillingConfig,
  buildCustomer,
  buildGrant,
  buildObserved,
  buildPlan,
  buildSubscription,
} from '../../src/testing/index.js';
import { NOW, observed } from '../billing/given.js';
import { changeOf } from '../../src/testing/store-wishes.js';
import { install, KEY } from '../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from './app-parts.js';

const BILLING = buildBillingConfig({
  features: ['agent.unlimited'],
  plan: {
    free: buildPlan('free', { limits: { records_per_month: 10, syncs: 1 } }),
    team: buildPlan('team', { limits: { records_per_month: 100, syncs: 3 } }),
    scale: buildPlan('scale', { limits: { records_per_month: -1, syncs: -1 } }),
  },
});

const NEXT_MONTH = Date.UTC(2026, 11, 20, 9);

/** What the card's `ctx.fn('billing')` answers. */
async function snapshotOf(app: TestApp): Promise<BillingSnapshot> {
  const answer = await runFunction(app.parts.definition, {
    name: 'billing',
    args: {},
    user: { userId: null, userEmail: null },
    upgradeUrl: () => Promise.resolve('https://app.example/billing/portal'),
    openCtx: async (more) => ({ ...(await ctxOf(app)), ...more }),
  });
  expect(answer.status).toBe(200);
  return (answer.body as { result: BillingSnapshot }).result;
}

async function observe(app: TestApp, subscription: Parameters<typeof buildSubscription>[0]): Promise<void> {
  const customer = buildObserved([buildSubscription({ billingAnchorAt: NOW, ...subscription })]);
  await transact(app.engine, KEY, () => observed(customer));
}

async function withCustomer(): Promise<TestApp> {
  const app = await openApp({ billing: BILLING });
  await app.engine.store.commit(changeOf(buildCustomer()));
  return app;
}

async function installed(): Promise<TestApp> {
  const app = await openApp({ billing: BILLING });
  await install(app);
  return app;
}

describe('the built-in function billing', () => {
  it('is not ready before the row exists, and shows the plans all the same', async () => {
    const snapshot = await snapshotOf(await openApp({ billing: BILLING }));
    expect(snapshot).toMatchObject({
      isReady: false,
      hasAccess: false,
      plan: null,
      status: null,
      source: 'none',
      features: [],
      usage: [],
      justUpgradedUntil: null,
      now: NOW,
    });
    expect(snapshot.plans.map(({ name, isFree }) => [name, isFree])).toEqual([
      ['free', true],
      ['team', false],
      ['scale', false],
    ]);
    expect(snapshot.links.manageUrl).toBeNull();
  });

  it('shows plan, features and usage of the plan in force, and no id or address', async () => {
    const app = await installed();
    await consume(await ctxOf(app), 'records_per_month', 4);
    const snapshot = await snapshotOf(app);
    expect(snapshot).toMatchObject({
      isReady: true,
      hasAccess: true,
      plan: { name: 'free', title: 'Free', isFree: true, features: ['sync.basic'] },
      status: 'trialing',
      features: ['sync.basic'],
      usage: [
        { limit: 'records_per_month', used: 4, allowed: 10, resetsAt: NEXT_MONTH },
        { limit: 'syncs', used: 0, allowed: 1, resetsAt: null },
      ],
    });
    expect(JSON.stringify(snapshot)).not.toMatch(/cus_|sub_|ada@example/);
  });

  it('writes a plan’s star out, with the features that only it grants', async () => {
    const app = await installed();
    const grant = buildGrant({ plan: 'scale' });
    await transact(app.engine, KEY, () => ({ kind: 'grantGiven', grant }));
    const { features, source, plans } = await snapshotOf(app);
    expect(source).toBe('invoice');
    expect(features).toEqual(['sync.basic', 'sync.bidirectional', 'agent.unlimited']);
    expect(plans.at(-1)?.features).toEqual(features);
  });

  it('shows trial, scheduled end and grace as the row has them', async () => {
    const app = await withCustomer();
    const trialEndsAt = NOW + 5 * DAY_MS;
    await observe(app, { status: 'trialing', trialEndsAt, cancelAt: trialEndsAt });
    expect(await snapshotOf(app)).toMatchObject({
      status: 'trialing',
      plan: { name: 'team' },
      trialEndsAt,
      cancelAt: trialEndsAt,
      graceEndsAt: null,
    });
  });

  it('shows who does not pay any more their plan without access, features or usage', async () => {
    const app = await withCustomer();
    await observe(app, { status: 'past_due' });
    expect(await snapshotOf(app)).toMatchObject({
      isReady: true,
      hasAccess: false,
      status: 'past_due',
      plan: { name: 'team' },
      features: [],
      usage: [],
    });
  });

  it('leads to billing by links of its own, and to the provider’s page only where there is a customer', async () => {
    const { links } = await snapshotOf(await withCustomer());
    expect(links.upgradeUrl).toMatch(/^https:\/\/app\.example\/billing\/portal\?token=/);
    expect(links.manageUrl).toMatch(/^https:\/\/app\.example\/billing\/portal\?token=/);
    expect((await snapshotOf(await installed())).links.manageUrl).toBeNull();
  });

  it('is an outage, and no upgrade prompt, while nobody can say what was paid', async () => {
    const app = await withCustomer();
    await observe(app, { periodEndsAt: NOW + DAY_MS });
    app.clock.advance(6 * DAY_MS);
    await expect(snapshotOf(app)).rejects.toMatchObject({ code: 'BILLING_UNAVAILABLE', status: 503 });
  });
});

describe('"Just upgraded?"', () => {
  it('is said for a minute after an upgrade was begun, and no longer', async () => {
    const app = await installed();
    await markUpgrade(app.parts, KEY.portalId);
    expect((await snapshotOf(app)).justUpgradedUntil).toBe(NOW + 60_000);
    app.clock.advance(59_999);
    expect((await snapshotOf(app)).justUpgradedUntil).toBe(NOW + 60_000);
    app.clock.advance(1);
    expect((await snapshotOf(app)).justUpgradedUntil).toBeNull();
  });

  it('is said when the plan was raised, and not when it was lowered', async () => {
    const app = await installed();
    const deliver = () => tick({ ...app.engine, authorHooks: createAuthorHooks(() => app.parts) });
    const grant = buildGrant({ grantId: 'g', plan: 'team' });
    await transact(app.engine, KEY, () => ({ kind: 'grantGiven', grant }));
    await deliver();
    expect((await snapshotOf(app)).justUpgradedUntil).toBe(NOW + 60_000);
    app.clock.advance(DAY_MS);
    await transact(app.engine, KEY, () => ({
      kind: 'grantRevoked',
      grantId: 'g',
      actor: 'operator',
      reason: 'test',
    }));
    await deliver();
    expect((await snapshotOf(app)).justUpgradedUntil).toBeNull();
  });
});
