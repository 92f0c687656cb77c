import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import {
  namesOf,
  putSync,
  putTenSyncs,
  recordingApp,
  syncsOf,
  tenSyncs,
  tomlWith,
  type RecordingApp,
} from './recording-app.js';
import {
  advanceDays,
  changePlan,
  giveLicence,
  mailsNamed,
  mailsOf,
  PORTAL,
  SCALE,
  subscribeAndPay,
  TEAM,
} from './subscriber.js';

let world: World;
let app: RecordingApp;
beforeEach(async () => {
  app = recordingApp();
  world = await startWorld({ definition: app.definition, toml: await tomlWith() });
  await subscribeAndPay(world);
});
afterEach(() => world.close());

const NINE = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9'];

/** On `scale`, with ten running syncs. */
async function upgradeWithTenSyncs(): Promise<void> {
  await changePlan(world, SCALE);
  await putTenSyncs(world);
}

describe('an upgrade on the billing portal', () => {
  it('is in the row and at the gate within seconds, and runs the author’s trigger once', async () => {
    expect(await canUse(world, PORTAL, 'anything.at.all')).toBe(false);
    await changePlan(world, SCALE);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'scale', status: 'active' });
    expect(await canUse(world, PORTAL, 'anything.at.all')).toBe(true);
    await advanceDays(world, 2);
    expect(app.calls).toEqual([
      { name: 'billing.upgraded', event: { portalId: String(PORTAL), fromPlan: 'free', toPlan: 'team' } },
      { name: 'billing.upgraded', event: { portalId: String(PORTAL), fromPlan: 'team', toPlan: 'scale' } },
    ]);
    expect(mailsOf(world, 'plan-')).toEqual([]);
  });
});

describe('a downgrade on the billing portal', () => {
  it('pauses exactly the nine newest of ten syncs, says so in one mail, and tells the author', async () => {
    await upgradeWithTenSyncs();
    await changePlan(world, TEAM);
    expect(await syncsOf(world)).toEqual(tenSyncs(NINE));
    expect(mailsNamed(world, 'plan-downgraded')).toMatchObject([
      {
        to: 'admin@northwind-trading.example',
        data: {
          fromPlan: 'Scale',
          toPlan: 'Team',
          paused: [{ kind: 'sync', count: 9 }],
          restoreUrl: expect.stringContaining(`${world.appUrl}/billing/portal?token=`) as unknown,
        },
      },
    ]);
    const event = { portalId: String(PORTAL), fromPlan: 'scale', toPlan: 'team' };
    expect(app.calls.slice(2)).toEqual([
      { name: 'downgradeReconcile', event },
      { name: 'billing.downgraded', event },
    ]);
    await advanceDays(world, 3);
    expect(mailsOf(world, 'plan-')).toEqual(['plan-downgraded']);
    expect(namesOf(app).filter((name) => name === 'billing.downgraded')).toHaveLength(1);
  });

  it('is undone by an upgrade, which resumes exactly those and says so in one mail', async () => {
    await upgradeWithTenSyncs();
    await changePlan(world, TEAM);
    await changePlan(world, SCALE);
    expect(await syncsOf(world)).toEqual(tenSyncs([]));
    expect(mailsNamed(world, 'plan-restored')).toMatchObject([
      { data: { plan: 'Scale', resumed: [{ kind: 'sync', count: 9 }] } },
    ]);
    expect(namesOf(app).slice(2)).toEqual(['downgradeReconcile', 'billing.downgraded', 'billing.upgraded']);
  });

  it('leaves what a person paused alone, on the way down and on the way up', async () => {
    await upgradeWithTenSyncs();
    await putSync(world, 's0', { status: 'paused', pausedReason: 'maintenance', createdAt: 1_000 });
    await putSync(world, 's5', { status: 'paused', createdAt: 1_005 });
    await changePlan(world, TEAM);
    const byPeople = { s0: 'paused: maintenance', s5: 'paused: nobody says why' };
    const byUs = ['s2', 's3', 's4', 's6', 's7', 's8', 's9'];
    expect(await syncsOf(world)).toEqual({ ...tenSyncs(byUs), ...byPeople });
    expect(mailsNamed(world, 'plan-downgraded')).toMatchObject([
      { data: { paused: [{ kind: 'sync', count: 7 }] } },
    ]);
    await changePlan(world, SCALE);
    expect(await syncsOf(world)).toEqual({ ...tenSyncs([]), ...byPeople });
  });

  it('that nobody saw, because the plan came back before anybody looked, pauses nothing and writes nothing', async () => {
    await upgradeWithTenSyncs();
    world.simulators.stripe.control.holdWebhooks();
    await changePlan(world, TEAM);
    await changePlan(world, SCALE);
    world.simulators.stripe.control.releaseWebhooks('reversed');
    await world.settle();
    expect(await syncsOf(world)).toEqual(tenSyncs([]));
    expect(mailsOf(world, 'plan-')).toEqual([]);
    expect(namesOf(app)).not.toContain('billing.downgraded');
  });
});

describe('a licence beside a subscription', () => {
  it('counts while it is the better one; its end is a downgrade to what is paid for', async () => {
    await putTenSyncs(world);
    await giveLicence(world, 'scale', 5);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'scale', source: 'invoice' });
    await advanceDays(world, 6);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', source: 'stripe' });
    expect(await syncsOf(world)).toEqual(tenSyncs(NINE));
    expect(mailsOf(world, 'plan-')).toEqual(['plan-downgraded']);
  });
});

describe('a plan table changed at deploy', () => {
  it('counts as a change of plan for the portals on that plan: noticed at start, told once', async () => {
    await upgradeWithTenSyncs();
    await world.restart({ toml: await tomlWith((toml) => toml.replace('syncs = 10 }', 'syncs = 4 }')) });
    await world.settle();
    await world.settle();
    expect(await syncsOf(world)).toEqual(tenSyncs(['s4', 's5', 's6', 's7', 's8', 's9']));
    expect(mailsNamed(world, 'plan-downgraded')).toMatchObject([
      { data: { paused: [{ kind: 'sync', count: 6 }] } },
    ]);
    await world.restart({ toml: await tomlWith((toml) => toml.replace('syncs = 10 }', 'syncs = 4 }')) });
    await advanceDays(world, 1);
    expect(mailsOf(world, 'plan-')).toEqual(['plan-downgraded']);
    await world.restart();
    await advanceDays(world, 1);
    expect(await syncsOf(world)).toEqual(tenSyncs([]));
    expect(mailsOf(world, 'plan-')).toEqual(['plan-downgraded', 'plan-restored']);
  });

  it('that says the same in other words changes nothing', async () => {
    await upgradeWithTenSyncs();
    const before = await rowOf(world, PORTAL);
    await world.restart({
      toml: await tomlWith((toml) =>
        toml.replace('["sync.basic", "card.read"]', '["card.read", "sync.basic"]'),
      ),
    });
    await world.settle();
    expect(await rowOf(world, PORTAL)).toEqual(before);
    expect(namesOf(app)).not.toContain('downgradeReconcile');
  });

  it('that moves a price to another plan moves its portals along', async () => {
    await world.restart({
      toml: await tomlWith((toml) =>
        toml
          .replace(
            '[billing.plan.scale]',
            '[billing.plan.growth]\nstripe_price = { test = "price_northstar_team", live = "price_replace_before_launch_growth" }\nfeatures = ["card.read"]\n\n[billing.plan.scale]',
          )
          .replace(
            'test = "price_northstar_team", live = "price_replace_before_launch_team"',
            'test = "price_other", live = "price_replace_before_launch_team"',
          ),
      ),
    });
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'growth', status: 'active' });
    expect(namesOf(app)).toEqual(['billing.upgraded', 'billing.upgraded']);
  });
});
