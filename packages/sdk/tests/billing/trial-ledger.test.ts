import { describe, expect, it } from 'vitest';
import type { HubspotAccountType } from '../../src/billing/account.js';
import { accountKey } from '../../src/billing/billing-engine.js';
import { offeredTrialDays } from '../../src/billing/shell/check-trial.js';
import { observe } from '../../src/billing/shell/observe.js';
import { startCheckout } from '../../src/billing/shell/start-checkout.js';
import { tick } from '../../src/billing/shell/tick.js';
import { transact } from '../../src/billing/shell/transact.js';
import { createKeyedHash } from '../../src/kernel/keyed-hash.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import { buildGrant, buildObserved, buildSubscription } from '../../src/testing/index.js';
import { NOW } from './given.js';
import { openWorld, type World } from './shell/world.js';

const A = '100';
const B = '200';

async function installIn(
  { engine }: World,
  portalId: string,
  more: { adminEmail?: string; accountType?: HubspotAccountType } = {},
): Promise<void> {
  const { adminEmail = 'ada@example.com', accountType = 'STANDARD' } = more;
  await transact(engine, accountKey(engine, portalId), () => ({
    kind: 'installed',
    adminEmail,
    accountType,
    scopes: [],
  }));
}

/** Days of trial of the page that opens. */
async function trialDaysAtCheckout({ engine }: World, portalId: string): Promise<number | undefined> {
  const key = accountKey(engine, portalId);
  await startCheckout(engine, key, 'team');
  return (await engine.store.load(key)).account.checkout?.trialDays;
}

async function accountIn({ engine }: World, portalId: string) {
  return (await engine.store.load(accountKey(engine, portalId))).account;
}

/** The customer pays on the page and the app sees it. */
async function payIn(world: World, portalId: string, more: { card?: string; trial?: boolean } = {}) {
  const { card = `card of ${portalId}`, trial = true } = more;
  const { customer } = await accountIn(world, portalId);
  const customerId = customer?.customerId ?? '';
  const subscription = buildSubscription({
    subscriptionId: `sub_${portalId}`,
    createdAt: NOW,
    ...(trial ? { status: 'trialing', trialEndsAt: NOW + 14 * DAY_MS } : {}),
  });
  world.provider.customers.set(
    customerId,
    buildObserved([subscription], { customerId, cardFingerprint: card, email: 'ada@example.com' }),
  );
  return observe(world.engine, accountKey(world.engine, portalId));
}

describe('one trial for one admin', () => {
  it.each(['ada@example.com', 'ADA@example.com', 'ada+second@example.com'])(
    'however many portals: %s gets a paid checkout in the second',
    async (adminEmail) => {
      const world = await openWorld();
      await installIn(world, A);
      expect(await trialDaysAtCheckout(world, A)).toBe(14);
      await payIn(world, A);
      await installIn(world, B, { adminEmail });
      expect(await offeredTrialDays(world.engine, await accountIn(world, B))).toBe(0);
      expect(await trialDaysAtCheckout(world, B)).toBe(0);
      await installIn(world, '300', { adminEmail: 'bob@example.com' });
      expect(await offeredTrialDays(world.engine, await accountIn(world, '300'))).toBe(14);
      expect(await trialDaysAtCheckout(world, '300')).toBe(14);
    },
  );

  it('is reserved by an open page, and free again when that page expires unpaid', async () => {
    const world = await openWorld();
    await installIn(world, A);
    await installIn(world, B);
    expect(await trialDaysAtCheckout(world, A)).toBe(14);
    expect(await offeredTrialDays(world.engine, await accountIn(world, B))).toBe(0);
    world.clock.set(NOW + 2 * DAY_MS);
    await tick(world.engine);
    expect((await accountIn(world, A)).trialClaims).toEqual([]);
    expect(await trialDaysAtCheckout(world, B)).toBe(14);
    expect(await trialDaysAtCheckout(world, A)).toBe(0);
  });

  it('goes to one of two portals that ask in two processes at once', async () => {
    const world = await openWorld();
    const other = await openWorld({ before: world });
    await installIn(world, A);
    await installIn(world, B);
    const days = await Promise.all([trialDaysAtCheckout(world, A), trialDaysAtCheckout(other, B)]);
    expect(days.toSorted()).toEqual([0, 14]);
  });

  it('is refused at the commit when another portal was faster than the ledger could tell', async () => {
    const world = await openWorld();
    await installIn(world, A);
    await installIn(world, B);
    const { trialLedger } = world.engine;
    let reads = 0;
    const late: World['engine'] = {
      ...world.engine,
      trialLedger: {
        async holders(scope, identities) {
          const seen = await trialLedger.holders(scope, identities);
          reads += 1;
          if (reads === 1) await startCheckout(world.engine, accountKey(world.engine, A), 'team');
          return seen;
        },
      },
    };
    expect(await trialDaysAtCheckout({ ...world, engine: late }, B)).toBe(0);
    expect([reads, (await accountIn(world, A)).checkout?.trialDays]).toEqual([2, 14]);
  });

  it('stays used after an uninstall and a new install', async () => {
    const world = await openWorld();
    await installIn(world, A);
    await trialDaysAtCheckout(world, A);
    await payIn(world, A);
    const keyA = accountKey(world.engine, A);
    await transact(world.engine, keyA, () => ({ kind: 'uninstalled', learnedFrom: 'app' }));
    await installIn(world, A, { adminEmail: 'new@example.com' });
    expect(await offeredTrialDays(world.engine, await accountIn(world, A))).toBe(0);
    await installIn(world, B);
    expect(await trialDaysAtCheckout(world, B)).toBe(0);
  });

  it('stays used after the secret was rotated, as long as the former one is listed', async () => {
    const world = await openWorld();
    await installIn(world, A);
    await trialDaysAtCheckout(world, A);
    await payIn(world, A);
    const secrets = ['another secret of many characters', 'a secret of thirty-two characters'] as const;
    const hashIdentity = createKeyedHash([...secrets], 'trial ledger');
    const rotated = await openWorld({ before: world, engine: { hashIdentity } });
    await installIn(rotated, B);
    expect(await trialDaysAtCheckout(rotated, B)).toBe(0);
  });

  it('is kept as hashes only', async () => {
    const world = await openWorld();
    await installIn(world, A);
    await trialDaysAtCheckout(world, A);
    const { trialClaims } = await payIn(world, A, { card: 'fingerprint_1' });
    expect(trialClaims.map((claim) => claim.split(':')[0]).toSorted()).toEqual([
      'card',
      'customer',
      'email',
      'portal',
    ]);
    expect(trialClaims.join()).not.toMatch(/ada|example|fingerprint|cus_/);
  });
});

describe('accounts whose trials do not count', () => {
  it.each(['DEVELOPER_TEST', 'SANDBOX', 'APP_DEVELOPER'] as const)(
    '%s reserves nothing, even when the provider shows a trial there',
    async (accountType) => {
      const world = await openWorld();
      await installIn(world, A, { accountType });
      expect(await trialDaysAtCheckout(world, A)).toBe(0);
      expect((await payIn(world, A)).trialClaims).toEqual([]);
      await installIn(world, B);
      expect(await trialDaysAtCheckout(world, B)).toBe(14);
    },
  );

  it('a reviewer neither needs a free trial nor uses one up', async () => {
    const world = await openWorld();
    for (const portalId of [A, B]) {
      await installIn(world, portalId);
      const grant = buildGrant({ source: 'reviewer', until: NOW + DAY_MS });
      await transact(world.engine, accountKey(world.engine, portalId), () => ({ kind: 'grantGiven', grant }));
      expect(await trialDaysAtCheckout(world, portalId)).toBe(14);
      expect((await payIn(world, portalId, { card: 'the reviewer’s card' })).trialClaims).toEqual([]);
      expect(world.provider.calls.filter((call) => call.startsWith('endTrial'))).toEqual([]);
    }
    await installIn(world, '300');
    expect(await trialDaysAtCheckout(world, '300')).toBe(14);
  });
});

describe('the ledger of a hand-wired app', () => {
  it('is neither asked nor written: whose trial it was is the author’s affair', async () => {
    const world = await openWorld({ isHandWired: true });
    for (const portalId of [A, B]) {
      await installIn(world, portalId);
      expect(await trialDaysAtCheckout(world, portalId)).toBe(14);
      const { trialClaims, intents } = await payIn(world, portalId, { card: 'one card' });
      expect([trialClaims, intents]).toEqual([[], []]);
    }
  });
});

describe('a card that had a trial in another portal', () => {
  async function twoPortalsOneCard(billing: { repeat_trial?: 'end_trial' | 'alert' } = {}) {
    const world = await openWorld({ billing });
    await installIn(world, A);
    await trialDaysAtCheckout(world, A);
    await payIn(world, A, { card: 'one card' });
    await installIn(world, B, { adminEmail: 'bob@example.com' });
    expect(await trialDaysAtCheckout(world, B)).toBe(14);
    return { world, account: await payIn(world, B, { card: 'one card' }) };
  }

  it('ends the trial at the provider, once, and the row says active', async () => {
    const { world, account } = await twoPortalsOneCard();
    await observe(world.engine, account.key);
    await tick(world.engine);
    expect(world.provider.calls.filter((call) => call.startsWith('endTrial'))).toHaveLength(1);
    const after = await accountIn(world, B);
    expect([after.entitlement?.status, after.intents]).toEqual(['active', []]);
    expect((await accountIn(world, A)).entitlement?.status).toBe('trialing');
  });

  it('is reported and nothing else under repeat_trial = "alert"', async () => {
    const { world, account } = await twoPortalsOneCard({ repeat_trial: 'alert' });
    await observe(world.engine, account.key);
    await tick(world.engine);
    expect(world.alerts.map(({ alert }) => alert)).toEqual(['repeat_trial']);
    expect((await accountIn(world, B)).entitlement?.status).toBe('trialing');
  });

  it('may pay without a trial in as many portals as it likes', async () => {
    const world = await openWorld();
    for (const portalId of [A, B]) {
      await installIn(world, portalId, { adminEmail: `admin@${portalId}.example` });
      await trialDaysAtCheckout(world, portalId);
      await payIn(world, portalId, { card: 'one card', trial: false });
    }
    await tick(world.engine);
    expect(world.alerts).toEqual([]);
    expect(world.provider.calls.filter((call) => call.startsWith('endTrial'))).toEqual([]);
  });
});
