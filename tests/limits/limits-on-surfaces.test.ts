import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { billing, consume, defineWorker, refund, type BillingSnapshot } from '@hs-x/sdk';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';

const PORTAL = 8_765_432;
const DAY_MS = 86_400_000;

const TOML = `
[app]
name = "Counted"
[hubspot]
scopes = ["oauth"]
[billing]
provider = "stripe"
[billing.plan.free]
stripe_price = ""
features = ["sync.basic"]
limits = { records_per_month = 10, syncs = 1 }
[billing.plan.team]
stripe_price = "price_team"
features = ["*"]
limits = { records_per_month = 100, syncs = 3 }
`;

const counted = defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('count', (ctx, { amount }) => consume(ctx, 'records_per_month', amount as number));
  worker.action('enrich', async (ctx) => {
    const key = ctx.execution.callbackId ?? 'none';
    await consume(ctx, 'records_per_month', 4, { key });
    return { enriched: 4 };
  });
  worker.action('fail', async (ctx) => {
    await consume(ctx, 'records_per_month', 4, { key: 'one try' });
    await refund(ctx, 'records_per_month', 4, { key: 'one try' });
    throw new Error('the source is away');
  });
});

let world: World;

beforeEach(async () => {
  world = await startWorld({ definition: counted, toml: TOML });
  world.simulators.hubspot.control.createPortal({ portalId: PORTAL, portalName: 'Portal' });
});
afterEach(() => world.close());

async function call(name: string, input: object = {}) {
  const { httpStatus, json } = await world.simulators.hubspot.control.callFunction({
    portalId: PORTAL,
    name,
    input: { ...input },
  });
  return { status: httpStatus, body: json as { result?: unknown; error?: { resetsAt?: number } } };
}

async function act(name: string) {
  const { httpStatus, json } = await world.simulators.hubspot.control.callAction({
    portalId: PORTAL,
    name,
  });
  return { status: httpStatus, body: json as { outputFields?: Record<string, unknown> } };
}

async function snapshot(): Promise<BillingSnapshot> {
  const { body } = await call('billing');
  return body.result as BillingSnapshot;
}

describe('a limit that is reached', () => {
  it('is a 402 for a card that says how much is used, of how much, and until when', async () => {
    await createVisitor(world).install(PORTAL);
    expect((await call('count', { amount: 10 })).status).toBe(200);
    const { status, body } = await call('count', { amount: 1 });
    expect(status).toBe(402);
    const now = world.simulators.clock.now();
    expect(body.error).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: 'records_per_month',
      used: 10,
      allowed: 10,
      currentPlan: 'free',
      upgradeUrl: expect.stringContaining('/billing/portal?token=') as string,
    });
    const resetsAt = body.error?.resetsAt;
    expect(resetsAt).toBeGreaterThan(now + 27 * DAY_MS);
    expect(resetsAt).toBeLessThanOrEqual(now + 31 * DAY_MS);
  });

  it('ends a workflow’s step as failed, with the code, and lets the workflow go on', async () => {
    await createVisitor(world).install(PORTAL);
    await call('count', { amount: 8 });
    const { status, body } = await act('enrich');
    expect(status).toBe(200);
    expect(body.outputFields).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
      errorCode: 'LIMIT_EXCEEDED',
    });
    expect((await snapshot()).usage).toContainEqual(expect.objectContaining({ used: 8 }));
  });

  it('counts nothing of an execution that fails and gives back what it has counted, however often it is repeated', async () => {
    await createVisitor(world).install(PORTAL);
    await act('fail');
    await act('fail');
    expect((await snapshot()).usage).toContainEqual(
      expect.objectContaining({ limit: 'records_per_month', used: 0 }),
    );
  });

  it('is written about at 80 and at 100 percent, with the numbers and a way to more', async () => {
    await createVisitor(world).install(PORTAL);
    await call('count', { amount: 8 });
    await call('count', { amount: 2 });
    await world.settle();
    const mails = world.mails.filter(({ template }) => template === 'usage-threshold');
    expect(mails.map(({ data }) => [data.threshold, data.used, data.allowed, data.plan])).toEqual([
      [80, 8, 10, 'Free'],
      [100, 10, 10, 'Free'],
    ]);
    expect(mails[0]?.data.upgradeUrl).toContain('/billing/portal?token=');
  });
});

describe('an upgrade', () => {
  it('is announced to the card from the first click, keeps what was used, and is over after a minute', async () => {
    const visitor = createVisitor(world);
    const { location } = await visitor.install(PORTAL);
    await call('count', { amount: 10 });
    await world.advanceBy(120_000);
    const before = await snapshot();
    expect(before).toMatchObject({ plan: { name: 'free' }, justUpgradedUntil: null });
    await visitor.get(before.links.upgradeUrl);
    await world.settle();
    expect((await snapshot()).justUpgradedUntil).toBe(before.now + 60_000);
    await world.advanceBy(120_000);
    expect((await snapshot()).justUpgradedUntil).toBeNull();

    const paid = pay(world, location ?? '');
    if (paid.kind !== 'completed') throw new Error(`The payment was ${paid.kind}.`);
    await visitor.get(paid.redirectUrl);
    await world.settle();
    const after = await snapshot();
    expect(after).toMatchObject({ plan: { name: 'team' }, status: 'active', hasAccess: true });
    expect(after.justUpgradedUntil).toBeGreaterThan(after.now);
    expect(after.links.manageUrl).not.toBeNull();
    expect(after.usage).toContainEqual({
      limit: 'records_per_month',
      used: 10,
      allowed: 100,
      resetsAt: before.usage[0]?.resetsAt,
    });
    await world.advanceBy(61_000);
    expect((await snapshot()).justUpgradedUntil).toBeNull();
  });
});
