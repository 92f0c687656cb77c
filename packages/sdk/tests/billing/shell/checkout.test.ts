import { describe, expect, it } from 'vitest';
import { defaultPlanFor, startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { DAY_MS } from '../../../src/kernel/instant.js';
import { buildBillingConfig, buildRules } from '../../../src/testing/index.js';
import { hsxErrorOf } from '../../hubspot/hsx-error-of.js';
import { CUSTOMER, install, KEY, openWorld, PAGE, rowOf, webhook, type World } from './world.js';

async function installedWorld(): Promise<World> {
  const world = await openWorld();
  await install(world);
  return world;
}

async function codeOf(run: () => unknown): Promise<string> {
  return (await hsxErrorOf(run)).code;
}

describe('the wish to pay', () => {
  it('maps the customer before the page opens', async () => {
    const world = await installedWorld();
    const start = await startCheckout(world.engine, KEY, 'team');
    expect(start).toEqual({ kind: 'checkout', url: `https://pay.example/${PAGE}` });
    expect(world.provider.calls).toEqual(['createCustomer 1', 'openCheckout 2']);
    expect(await world.engine.store.portalOf(world.engine.scope, CUSTOMER)).toBe(KEY.portalId);
  });

  it('clicked twice at once, in two processes, opens one page for one customer', async () => {
    const world = await installedWorld();
    const other = await openWorld({ before: world });
    const starts = await Promise.all(
      [world, other, world].map(({ engine }) => startCheckout(engine, KEY, 'team')),
    );
    expect(new Set(starts.map((start) => JSON.stringify(start))).size).toBe(1);
    expect([world.provider.customers.size, [...world.provider.pages.values()]]).toEqual([1, ['open']]);
  });

  it('for another plan closes the first page before it opens the second', async () => {
    const world = await installedWorld();
    await startCheckout(world.engine, KEY, 'team');
    const start = await startCheckout(world.engine, KEY, 'scale');
    expect(start).toMatchObject({ kind: 'checkout', url: `https://pay.example/cs_${KEY.portalId}_4` });
    expect(world.provider.calls.slice(2)).toEqual(['expireCheckout 3', 'openCheckout 4']);
    expect([...world.provider.pages.values()]).toEqual(['expired', 'open']);
  });

  it('for another plan, when the first page was paid in another tab, leads to the billing page', async () => {
    const world = await installedWorld();
    await startCheckout(world.engine, KEY, 'team');
    world.provider.pay(CUSTOMER, PAGE);
    expect(await startCheckout(world.engine, KEY, 'scale')).toEqual({ kind: 'billingPage' });
    expect([...world.provider.pages]).toEqual([[PAGE, 'paid']]);
    expect((await rowOf(world))?.plan).toBe('team');
  });

  it('of a portal that pays leads to the billing page', async () => {
    const world = await installedWorld();
    await startCheckout(world.engine, KEY, 'team');
    world.provider.pay(CUSTOMER, PAGE);
    await webhook(world, { id: 'evt_1' });
    expect(await startCheckout(world.engine, KEY, 'scale')).toEqual({ kind: 'billingPage' });
  });

  it('for a plan that is not for sale is refused before anything is asked of the provider', async () => {
    const world = await installedWorld();
    for (const plan of ['free', 'gold', '']) {
      expect(await codeOf(() => startCheckout(world.engine, KEY, plan))).toBe('REQUEST_INVALID');
    }
    expect(await codeOf(() => startCheckout({ ...world.engine, provider: null }, KEY, 'team'))).toBe(
      'REQUEST_INVALID',
    );
    expect(world.provider.calls).toEqual([]);
  });

  it('is for the configured plan when it names none, else for the lowest-ranked one that is sold', () => {
    const { checkout } = buildBillingConfig();
    const sold = (plan: string | null, plans?: readonly string[]) =>
      defaultPlanFor({ rules: buildRules(plans ? { plans } : {}), checkout: { ...checkout, plan } });
    expect([sold(null), sold('scale'), sold(null, ['free'])]).toEqual(['team', 'scale', null]);
  });
});

describe('a provider that is down', () => {
  it('is said, and the wish is carried out by the ticker when the provider is back', async () => {
    const world = await installedWorld();
    world.provider.isDown = true;
    expect(await codeOf(() => startCheckout(world.engine, KEY, 'team'))).toBe('PROVIDER_UNAVAILABLE');
    await tick(world.engine);
    expect(world.provider.calls).toEqual([]);
    world.provider.isDown = false;
    world.clock.advance(5_000);
    await tick(world.engine);
    const { account } = await world.engine.store.load(KEY);
    expect(account).toMatchObject({ checkout: { checkoutId: PAGE }, intents: [] });
  });

  it('does not make a person wait for the backoff once it is back', async () => {
    const world = await installedWorld();
    world.provider.isDown = true;
    for (let click = 0; click < 8; click++) await hsxErrorOf(() => startCheckout(world.engine, KEY, 'team'));
    world.provider.isDown = false;
    expect(await startCheckout(world.engine, KEY, 'team')).toMatchObject({ kind: 'checkout' });
    expect(world.provider.customers.size).toBe(1);
  });
});

describe('a page that was paid unheard of and ran out while its closing waited for the provider', () => {
  it('is asked about before another one opens: nobody is sold a second subscription', async () => {
    const world = await installedWorld();
    await startCheckout(world.engine, KEY, 'team');
    world.provider.pay(CUSTOMER, PAGE);
    world.provider.isDown = true;
    await hsxErrorOf(() => startCheckout(world.engine, KEY, 'scale'));
    world.clock.advance(DAY_MS);
    await tick(world.engine);
    world.provider.isDown = false;
    expect(await startCheckout(world.engine, KEY, 'scale')).toEqual({ kind: 'billingPage' });
    expect([...world.provider.pages]).toEqual([[PAGE, 'paid']]);
  });
});

describe('a provider that refuses', () => {
  it('is said, drops the wish and alerts an operator once', async () => {
    const world = await installedWorld();
    world.provider.refusal = 'no such price';
    expect(await codeOf(() => startCheckout(world.engine, KEY, 'team'))).toBe('PROVIDER_REFUSED');
    await tick(world.engine);
    await tick(world.engine);
    expect(world.alerts).toMatchObject([{ alert: 'provider_refused', portalId: KEY.portalId }]);
    const { account } = await world.engine.store.load(KEY);
    expect([account.intents, account.trial]).toEqual([[], null]);
  });
});

describe('a plan nobody sells', () => {
  it('is refused with the plans for sale, and its name is cut however long it is', async () => {
    const world = await installedWorld();
    const { message } = await hsxErrorOf(() => startCheckout(world.engine, KEY, 'x'.repeat(100_000)));
    const shown = 'x'.repeat(64);
    expect(message).toBe(`Plan "${shown}" is not for sale here; for sale: team, scale.`);
  });
});

describe('a customer that belongs to another portal', () => {
  it('is never mapped to a second one', async () => {
    const world = await installedWorld();
    await startCheckout(world.engine, KEY, 'team');
    const thief = { ...KEY, portalId: '7' };
    const { transact } = await import('../../../src/billing/shell/transact.js');
    const mapped = { kind: 'customerMapped', customerId: CUSTOMER, adminEmail: null } as const;
    expect(await codeOf(() => transact(world.engine, thief, () => mapped))).toBe('CONFLICT');
    expect((await world.engine.store.load(thief)).version).toBe(0);
  });
});
