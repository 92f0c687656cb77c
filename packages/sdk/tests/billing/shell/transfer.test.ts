import { describe, expect, it } from 'vitest';
import { accountKey } from '../../../src/billing/billing-engine.js';
import { observe } from '../../../src/billing/shell/observe.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { transact } from '../../../src/billing/shell/transact.js';
import { transferSubscription } from '../../../src/billing/shell/transfer-subscription.js';
import { DAY_MS } from '../../../src/kernel/instant.js';
import { buildObserved, buildSubscription } from '../../../src/testing/index.js';
import { hsxErrorOf } from '../../hubspot/hsx-error-of.js';
import { NOW } from '../given.js';
import { openWorld, webhook, type World } from './world.js';

const OLD = '100';
const NEW = '200';
const WISH = { from: OLD, to: NEW, actor: 'operator' };
const CUSTOMER = `cus_${OLD}_1`;

async function installIn({ engine }: World, portalId: string): Promise<void> {
  await transact(engine, accountKey(engine, portalId), () => ({
    kind: 'installed',
    adminEmail: `admin@${portalId}.example`,
    accountType: 'STANDARD',
    scopes: [],
  }));
}

async function accountIn({ engine }: World, portalId: string) {
  return (await engine.store.load(accountKey(engine, portalId))).account;
}

/** Two portals; the old one is on trial with the team plan. */
async function worldOfTwo(more: Parameters<typeof buildSubscription>[0] = {}): Promise<World> {
  const world = await openWorld();
  await installIn(world, OLD);
  await startCheckout(world.engine, accountKey(world.engine, OLD), 'team');
  show(world, more);
  await observe(world.engine, accountKey(world.engine, OLD));
  await installIn(world, NEW);
  return world;
}

/** What the provider has of the old portal's customer. */
function show({ provider }: World, more: Parameters<typeof buildSubscription>[0] = {}): void {
  const trial = { status: 'trialing', trialEndsAt: NOW + 14 * DAY_MS, createdAt: NOW } as const;
  provider.customers.set(
    CUSTOMER,
    buildObserved([buildSubscription({ ...trial, ...more })], {
      customerId: CUSTOMER,
      cardFingerprint: 'one card',
    }),
  );
}

const codeOf = async (run: () => unknown) => (await hsxErrorOf(run)).code;

describe('a transfer', () => {
  it('moves customer, subscription, trial and row to the other portal at once', async () => {
    const world = await worldOfTwo();
    const before = await accountIn(world, OLD);
    const moved = await transferSubscription(world.engine, WISH);
    expect(moved.entitlement).toMatchObject({ plan: 'team', status: 'trialing', stripeCustomerId: CUSTOMER });
    expect([moved.trial, moved.trialClaims]).toEqual([before.trial, before.trialClaims]);
    const left = await accountIn(world, OLD);
    expect(left).toMatchObject({ customer: null, subscription: null, trialClaims: [] });
    expect(left.entitlement).toMatchObject({ plan: 'free', source: 'none' });
    expect(await world.engine.store.portalOf(world.engine.scope, CUSTOMER)).toBe(NEW);
    const histories = await Promise.all(
      [OLD, NEW].map((id) => world.engine.store.journal(accountKey(world.engine, id), 9)),
    );
    for (const history of histories) expect(JSON.stringify(history)).toContain('operator moved subscription');
  });

  it('lets later events find the new portal, and no repeated trial is seen in its own card', async () => {
    const world = await worldOfTwo();
    await transferSubscription(world.engine, WISH);
    await webhook(world, { id: 'evt_trial', customer: CUSTOMER });
    expect((await accountIn(world, NEW)).intents).toEqual([]);
    show(world, { status: 'canceled', endedAt: NOW });
    await webhook(world, { id: 'evt_end', customer: CUSTOMER });
    await tick(world.engine);
    expect((await accountIn(world, NEW)).entitlement?.status).toBe('canceled');
    expect(world.provider.calls.filter((call) => call.startsWith('endTrial'))).toEqual([]);
  });

  it('gives the portal that is left behind no second trial', async () => {
    const world = await worldOfTwo();
    await transferSubscription(world.engine, WISH);
    await startCheckout(world.engine, accountKey(world.engine, OLD), 'team');
    const { checkout, customer } = await accountIn(world, OLD);
    expect(checkout?.trialDays).toBe(0);
    expect(customer?.customerId).not.toBe(CUSTOMER);
  });

  it('closes the page the new portal had open, and gives its reserved trial back', async () => {
    const world = await worldOfTwo();
    await startCheckout(world.engine, accountKey(world.engine, NEW), 'team');
    const own = await accountIn(world, NEW);
    const moved = await transferSubscription(world.engine, WISH);
    expect([moved.checkout, moved.intents]).toEqual([null, []]);
    expect(world.provider.pages.get(own.checkout?.checkoutId ?? '')).toBe('expired');
    expect(moved.retiredCustomerIds).toEqual([own.customer?.customerId]);
    expect(moved.trialClaims.filter((claim) => own.trialClaims.includes(claim))).toEqual([]);
  });

  it('takes back the cancellation that only the old portal’s uninstall caused', async () => {
    const world = await worldOfTwo();
    const oldKey = accountKey(world.engine, OLD);
    await transact(world.engine, oldKey, () => ({ kind: 'uninstalled', learnedFrom: 'app' }));
    show(world, { cancelAt: NOW + 14 * DAY_MS });
    await observe(world.engine, oldKey);
    await transferSubscription(world.engine, WISH);
    expect(world.provider.calls.filter((call) => call.includes('Cancellation'))).toHaveLength(2);
    const lastWrites = world.provider.calls.filter((call) => !call.startsWith('observe')).slice(-2);
    expect(lastWrites.join()).toMatch(/^undoCancellation \d+,tagCustomer/);
  });

  it('tells the old portal’s downgrade and the new portal’s upgrade, once', async () => {
    const hooks: string[] = [];
    const world = await worldOfTwo();
    const engine: World['engine'] = {
      ...world.engine,
      authorHooks: {
        adjustResources: (portalId, { direction }) =>
          Promise.resolve(void hooks.push(`${portalId} ${direction}`)),
        runTrigger: (trigger, event) =>
          Promise.resolve(void hooks.push(`${String(event.portalId)} ${trigger}`)),
      },
    };
    await tick(engine);
    hooks.length = 0;
    await transferSubscription(engine, WISH);
    await tick(engine);
    await tick(engine);
    expect(hooks.toSorted()).toEqual([
      `${OLD} billing.downgraded`,
      `${OLD} downgraded`,
      `${NEW} billing.upgraded`,
      `${NEW} upgraded`,
    ]);
  });

  it('is decided again when either account changed in between', async () => {
    const world = await worldOfTwo();
    const { store } = world.engine;
    let isFirst = true;
    const engine: World['engine'] = {
      ...world.engine,
      store: {
        ...store,
        async commit(...changes) {
          if (isFirst) {
            isFirst = false;
            await observe(world.engine, accountKey(world.engine, OLD));
          }
          return store.commit(...changes);
        },
      },
    };
    expect((await transferSubscription(engine, WISH)).entitlement?.plan).toBe('team');
  });
});

describe('a transfer is refused', () => {
  it('without a live subscription, to itself, to a stranger, to a portal that pays or has left', async () => {
    const world = await worldOfTwo();
    const { engine } = world;
    const refusals = [
      { ...WISH, from: NEW, to: OLD },
      { ...WISH, to: OLD },
      { ...WISH, to: '999' },
    ];
    for (const wish of refusals) {
      expect(await codeOf(() => transferSubscription(engine, wish))).toBe('REQUEST_INVALID');
    }
    await transact(engine, accountKey(engine, NEW), () => ({ kind: 'uninstalled', learnedFrom: 'app' }));
    expect(await codeOf(() => transferSubscription(engine, WISH))).toBe('REQUEST_INVALID');
    await installIn(world, NEW);
    await startCheckout(engine, accountKey(engine, NEW), 'team');
    world.provider.pay(`cus_${NEW}_1`, `cs_${NEW}_2`);
    await observe(engine, accountKey(engine, NEW));
    expect(await codeOf(() => transferSubscription(engine, WISH))).toBe('REQUEST_INVALID');
    expect((await accountIn(world, OLD)).entitlement?.plan).toBe('team');
  });

  it('while writes of the old portal wait for the provider', async () => {
    const world = await worldOfTwo();
    const oldKey = accountKey(world.engine, OLD);
    await transact(world.engine, oldKey, () => ({ kind: 'uninstalled', learnedFrom: 'app' }));
    world.provider.isDown = true;
    expect(await codeOf(() => transferSubscription(world.engine, WISH))).toBe('PROVIDER_UNAVAILABLE');
    expect((await accountIn(world, OLD)).customer?.customerId).toBe(CUSTOMER);
  });
});
