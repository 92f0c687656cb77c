import { describe, expect, it } from 'vitest';
import { startCheckout } from '../../src/billing/shell/start-checkout.js';
import { tick } from '../../src/billing/shell/tick.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import { NOW } from '../billing/given.js';
import { CUSTOMER, install, KEY, PAGE } from '../billing/shell/world.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';
import { ctxOf, openApp, type TestApp } from './app-parts.js';

const ROW_KEY = `entitlement:${KEY.portalId}`;

async function refusalOf(run: () => unknown): Promise<string> {
  const { code, message } = await hsxErrorOf(run);
  return `${code}: ${message}`;
}

async function handWired(): Promise<TestApp> {
  const app = await openApp({ isHandWired: true });
  await install(app);
  return app;
}

async function withBilling(): Promise<TestApp> {
  const app = await openApp();
  await install(app);
  return app;
}

describe('the author’s own keys', () => {
  it('keep JSON values until they are deleted or expire', async () => {
    const app = await openApp();
    const { kv } = await ctxOf(app);
    await kv.put('processed:evt_1', { at: 1 });
    await kv.put('short', 1, { expiresInMs: 10 });
    expect([await kv.get('processed:evt_1'), await kv.get('short'), await kv.get('never')]).toEqual([
      { at: 1 },
      1,
      null,
    ]);
    app.clock.advance(10);
    expect(await kv.get('short')).toBeNull();
    await kv.delete('processed:evt_1');
    expect(await kv.list({ prefix: 'processed:' })).toEqual([]);
  });

  it('are refused when the key is empty or too long, or the value no JSON or too large', async () => {
    const { kv } = await ctxOf(await openApp());
    for (const key of ['', 'k'.repeat(513)])
      expect(await refusalOf(() => kv.put(key, 1))).toMatch(/^REQUEST_INVALID/);
    expect(await refusalOf(() => kv.put('a', undefined))).toMatch(/^REQUEST_INVALID/);
    expect(await refusalOf(() => kv.put('a', 'x'.repeat(1_000_000)))).toMatch(/^REQUEST_INVALID/);
    await kv.put('k'.repeat(512), 'x'.repeat(999_998));
  });

  it('never show nor touch what HS-X keeps under hsx:', async () => {
    const app = await openApp();
    const { kv } = await ctxOf(app);
    const row = { key: 'hsx:plan-table', value: 'a hash', expiresAt: null };
    await app.stores.kv.put(app.engine.scope, row);
    await kv.put('hs:mine', 1);
    await kv.put('hsx', 2);
    await kv.put('hsy:mine', 3);
    const rows = await kv.list({ prefix: '' });
    expect(rows.map(({ key }) => key)).toEqual(['hs:mine', 'hsx', 'hsy:mine']);
    expect(await kv.list({ prefix: 'hsx' })).toEqual([{ key: 'hsx', value: 2 }]);
    const touches: readonly (() => unknown)[] = [
      () => kv.get('hsx:plan-table'),
      () => kv.put('hsx:plan-table', 'mine'),
      () => kv.delete('hsx:plan-table'),
      () => kv.list({ prefix: 'hsx:' }),
      () => kv.scan({ prefix: 'hsx:plan' }),
    ];
    for (const touch of touches) {
      expect(await refusalOf(touch)).toMatch(
        /^REQUEST_INVALID: The KV key "hsx:.*" was refused: keys beginning with "hsx:" are HS-X's own\./,
      );
    }
    expect(await app.stores.kv.get(app.engine.scope, { key: row.key, now: NOW })).toBe('a hash');
  });

  it('never keep a card number', async () => {
    const { kv } = await ctxOf(await openApp());
    expect(await refusalOf(() => kv.put('note', { text: ['4242 4242 4242 4242'] }))).toMatch(
      /^CARD_NUMBER_REFUSED: The field text.0/,
    );
    expect(await kv.get('note')).toBeNull();
  });

  it('are listed whole or not at all: above 10,000 rows the list throws and names scan', async () => {
    const app = await openApp();
    const { kv } = await ctxOf(app);
    const puts = Array.from({ length: 10_000 }, (_, index) => ({
      key: `row:${index}`,
      value: index,
      expiresAt: null,
    }));
    for (const row of puts) await app.stores.kv.put(app.engine.scope, row);
    expect((await kv.list({ prefix: 'row:' })).length).toBe(10_000);
    await kv.put('row:one-more', 1);
    const error = await hsxErrorOf(() => kv.list({ prefix: 'row:' }));
    expect([error.message, error.hint]).toEqual([
      'kv.list found more than 10000 rows under "row:"; it never answers a part of them.',
      'Use `for await (const row of ctx.kv.scan({ prefix }))`, which reads page by page.',
    ]);
    let rows = 0;
    for await (const { key } of kv.scan({ prefix: 'row:' })) rows += Number(key.startsWith('row:'));
    expect(rows).toBe(10_001);
  });

  it('are typed by prefix where the prefix is known', async () => {
    const { kv } = await ctxOf(await openApp());
    const row = await kv.get(`entitlement:${KEY.portalId}`);
    const status: 'active' | 'trialing' | 'past_due' | 'canceled' | 'paused' | undefined = row?.status;
    const mapping = await kv.get(`stripe:${CUSTOMER}`);
    const portalId: string | undefined = mapping?.portalId;
    const narrowed = await kv.get<{ plan: string }>(ROW_KEY);
    const plan: string | undefined = narrowed?.plan;
    expect([status, portalId, plan]).toEqual([undefined, undefined, undefined]);
  });
});

describe('entitlement:<portal> without billing()', () => {
  it('is the row that was put, and is gone when it is deleted', async () => {
    const app = await handWired();
    const { kv } = await ctxOf(app);
    const row = {
      plan: 'team',
      status: 'trialing',
      adminEmail: 'bob@example.com',
      updatedAt: 7,
      subscriptionId: 'sub_1',
    };
    await kv.put(ROW_KEY, row);
    expect(await kv.get(ROW_KEY)).toEqual({ ...row, source: 'stripe' });
    expect(await kv.list({ prefix: 'entitlement:' })).toEqual([
      { key: ROW_KEY, value: { ...row, source: 'stripe' } },
    ]);
    expect((await ctxOf(app)).adminEmail).toBe('bob@example.com');
    await kv.delete(ROW_KEY);
    expect(await kv.get(ROW_KEY)).toBeNull();
  });

  it('means active on the plan that holds everything when it says { entitled: true }', async () => {
    const { kv } = await ctxOf(await handWired());
    await kv.put(ROW_KEY, { entitled: true });
    expect(await kv.get(ROW_KEY)).toMatchObject({
      plan: 'scale',
      status: 'active',
      adminEmail: 'ada@example.com',
      updatedAt: NOW,
    });
  });

  it.each(['entitlement:', 'entitlement:abc', 'entitlement:null', 'entitlement:0', 'entitlement:51200417x'])(
    'refuses the key %s',
    async (key) => {
      const { kv } = await ctxOf(await handWired());
      expect(await refusalOf(() => kv.put(key, { plan: 'team' }))).toMatch(
        /^REQUEST_INVALID: .*no portal id/,
      );
    },
  );

  it.each([null, 'active', 7, [], [{ plan: 'team' }]])('refuses the value %j', async (value) => {
    const { kv } = await ctxOf(await handWired());
    expect(await refusalOf(() => kv.put(ROW_KEY, value))).toMatch(/^REQUEST_INVALID: .*not an object/);
  });
});

describe('entitlement:<portal> with billing()', () => {
  it('that names a customer or subscription only observes: the provider’s word stands', async () => {
    const app = await withBilling();
    const { kv } = await ctxOf(app);
    await startCheckout(app.engine, KEY, 'team');
    app.provider.pay(CUSTOMER, PAGE);
    await kv.put(ROW_KEY, { plan: 'scale', status: 'active', stripeCustomerId: CUSTOMER });
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'team', source: 'stripe' });
    await kv.put(ROW_KEY, { plan: 'scale', status: 'active', subscriptionId: 'sub_of_somebody' });
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'team', source: 'stripe' });
  });

  it('that names neither is a licence until it is deleted', async () => {
    const { kv } = await ctxOf(await withBilling());
    await kv.put(ROW_KEY, { plan: 'team', status: 'active' });
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'team', status: 'active', source: 'invoice' });
    await kv.put(ROW_KEY, { entitled: true });
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'scale', source: 'invoice' });
    await kv.delete(ROW_KEY);
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });
  });

  it('that denies takes the licence back', async () => {
    const { kv } = await ctxOf(await withBilling());
    await kv.put(ROW_KEY, { entitled: true });
    await kv.put(ROW_KEY, { plan: 'free', status: 'canceled' });
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'free', source: 'none' });
  });

  it('ends when it says so: a licence at validUntil, a trial at trialEndsAt', async () => {
    const { kv } = await ctxOf(await withBilling());
    const end = NOW + DAY_MS;
    await kv.put(ROW_KEY, { plan: 'team', status: 'active', validUntil: end });
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'team', validUntil: end });
    await kv.put(ROW_KEY, { plan: 'team', status: 'trialing', trialEndsAt: end + 1 });
    expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'team', validUntil: end + 1 });
  });

  it.each([{ plan: 'tema', status: 'active' }, { status: 'active' }, { plan: 5, status: 'trialing' }])(
    'refuses %j: a misspelt plan neither grants the highest nor takes the free features away',
    async (value) => {
      const { kv } = await ctxOf(await withBilling());
      expect(await refusalOf(() => kv.put(ROW_KEY, value))).toMatch(
        /its plan is not in hs-x.toml. Allowed: plan: free, team, scale/,
      );
      expect(await kv.get(ROW_KEY)).toMatchObject({ plan: 'free', status: 'trialing' });
    },
  );
});

describe('stripe:<customer>', () => {
  it('maps a customer to a portal, and to no second one', async () => {
    const { kv } = await ctxOf(await handWired());
    await kv.put('stripe:cus_9', { portalId: KEY.portalId, adminEmail: 'bob@example.com' });
    expect(await kv.get('stripe:cus_9')).toEqual({ portalId: KEY.portalId, adminEmail: 'bob@example.com' });
    expect(await refusalOf(() => kv.put('stripe:cus_9', { portalId: 7 }))).toMatch(
      /^CONFLICT: .*mapped to another portal/,
    );
    expect(await kv.get('stripe:cus_9')).toMatchObject({ portalId: KEY.portalId });
    expect(await kv.get('stripe:cus_nobody')).toBeNull();
  });

  it('is read at the provider by the next tick, since a buyer may come back before the mapping is there', async () => {
    const app = await handWired();
    const { kv } = await ctxOf(app);
    await kv.put('stripe:cus_9', { portalId: KEY.portalId, adminEmail: 'bob@example.com' });
    await tick(app.engine);
    expect(app.provider.calls).toContain('observe cus_9');
  });

  it('still finds the portal by a former customer, and lists the present one', async () => {
    const { kv } = await ctxOf(await handWired());
    for (const customer of ['cus_8', 'cus_9'])
      await kv.put(`stripe:${customer}`, { portalId: Number(KEY.portalId) });
    expect(await kv.get('stripe:cus_8')).toMatchObject({ portalId: KEY.portalId });
    expect((await kv.list({ prefix: 'stripe:' })).map((row) => row.key)).toEqual(['stripe:cus_9']);
  });

  it('is never deleted, and refuses a value without a portal or a key without a customer', async () => {
    const { kv } = await ctxOf(await handWired());
    expect(await refusalOf(() => kv.delete('stripe:cus_9'))).toMatch(/a mapping is never deleted/);
    expect(await refusalOf(() => kv.put('stripe:cus_9', { adminEmail: 'x' }))).toMatch(/no portalId/);
    for (const key of ['stripe:', 'stripe: ']) {
      expect(await refusalOf(() => kv.put(key, { portalId: KEY.portalId }))).toMatch(/names no customer/);
    }
  });

  it('with billing() only observes: a customer that nobody checked is never mapped', async () => {
    const app = await withBilling();
    const { kv } = await ctxOf(app);
    await kv.put('stripe:cus_9', { portalId: KEY.portalId });
    expect(await kv.get('stripe:cus_9')).toBeNull();
  });
});
