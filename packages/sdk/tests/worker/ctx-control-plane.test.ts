import { describe, expect, it } from 'vitest';
import type { ControlPlaneBilling } from '../../src/contract/control-plane.js';
import { HsxError } from '../../src/kernel/hsx-error.js';
import { buildObserved } from '../../src/testing/build-subscription.js';
import { ctxOf, openApp } from './app-parts.js';
import { KEY } from '../billing/shell/world.js';

const { portalId } = KEY;
const MAPPING = { portalId, customerId: 'cus_9' };

describe('ctx.controlPlane.billing of a hand-wired app', () => {
  it('writes the row and the mapping that ctx.kv shows, in one commit', async () => {
    const app = await openApp({ isHandWired: true });
    const ctx = await ctxOf(app);
    await ctx.controlPlane.billing.upsertMapping({
      ...MAPPING,
      adminEmail: 'ana@northstar.example',
      subscription: { plan: 'team', status: 'active', subscriptionId: 'sub_9' },
    });
    expect(await ctx.kv.get(`entitlement:${portalId}`)).toMatchObject({
      plan: 'team',
      stripeCustomerId: 'cus_9',
    });
    expect(await ctx.kv.get('stripe:cus_9')).toEqual({ portalId, adminEmail: 'ana@northstar.example' });
    expect((await app.engine.store.load(KEY)).version).toBe(1);
  });

  it('writes at the control plane first, and nothing here when it refuses', async () => {
    const refusing = {
      upsertMapping: () => Promise.reject(new HsxError({ code: 'CONFLICT', message: 'taken' })),
    } as unknown as ControlPlaneBilling;
    const app = await openApp({ isHandWired: true, parts: { controlPlane: refusing } });
    const { billing } = (await ctxOf(app)).controlPlane;
    await expect(billing.upsertMapping(MAPPING)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await app.engine.store.load(KEY)).version).toBe(0);
  });

  it('tells the control plane nothing that is refused here', async () => {
    const told: unknown[] = [];
    const remote = {
      upsertMapping: (wish: unknown) => Promise.resolve(void told.push(wish)),
    } as unknown as ControlPlaneBilling;
    const app = await openApp({ isHandWired: true, parts: { controlPlane: remote } });
    const { billing } = (await ctxOf(app)).controlPlane;
    await billing.upsertMapping({ portalId: '62516', customerId: 'cus_9' });
    await expect(billing.upsertMapping(MAPPING)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(billing.upsertMapping({ portalId, customerId: '' })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
    expect(told).toEqual([{ portalId: '62516', customerId: 'cus_9' }]);
  });
});

describe('ctx.controlPlane.billing beside billing()', () => {
  it('maps a customer from before and lets the provider say what the portal may', async () => {
    const app = await openApp();
    app.provider.customers.set('cus_9', buildObserved([], { customerId: 'cus_9' }));
    const { billing } = (await ctxOf(app)).controlPlane;
    await billing.upsertMapping({ ...MAPPING, subscription: { plan: 'scale', status: 'active' } });
    const { account } = await app.engine.store.load(KEY);
    expect(account.customer?.customerId).toBe('cus_9');
    expect(account.entitlement?.plan).not.toBe('scale');
  });

  it('refuses a second customer of a portal: a subscription is moved by a person', async () => {
    const app = await openApp();
    app.provider.customers.set('cus_9', buildObserved([], { customerId: 'cus_9' }));
    const { billing } = (await ctxOf(app)).controlPlane;
    await billing.upsertMapping(MAPPING);
    const second = billing.upsertMapping({ portalId, customerId: 'cus_10' });
    await expect(second).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('keeps no customer that the provider does not know', async () => {
    const app = await openApp();
    await (await ctxOf(app)).controlPlane.billing.upsertMapping(MAPPING);
    expect((await app.engine.store.load(KEY)).account.customer).toBeNull();
  });
});
