import { describe, expect, it } from 'vitest';
import { lastReconcileReport } from '../../src/billing/shell/reconcile.js';
import { observe } from '../../src/billing/shell/observe.js';
import { startCheckout } from '../../src/billing/shell/start-checkout.js';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/instant.js';
import { buildSubscription } from '../../src/testing/index.js';
import { createApp, type App } from '../../src/worker/create-app.js';
import { CUSTOMER, install, KEY, PAGE, rowOf } from '../billing/shell/world.js';
import { openApp, type TestApp } from './app-parts.js';

const TWO_AT_NIGHT = Date.UTC(2026, 10, 21, 2);

/** A paying portal whose upgrade nobody told us of. */
async function driftedApp(more: Parameters<typeof openApp>[0] = {}): Promise<TestApp & { app: App }> {
  const test = await openApp(more);
  await install(test);
  await startCheckout(test.engine, KEY, 'team');
  test.provider.pay(CUSTOMER, PAGE);
  await observe(test.engine, KEY);
  const subscription = buildSubscription({ subscriptionId: `sub_of_${PAGE}`, priceIds: ['price_scale'] });
  test.provider.setSubscriptions(CUSTOMER, [subscription]);
  test.clock.set(TWO_AT_NIGHT);
  return { ...test, app: createApp(test.parts) };
}

const lists = ({ provider }: TestApp) => provider.calls.filter((call) => call.startsWith('list')).length;

describe('the nightly reconciliation', () => {
  it('begins by itself at the hour of the file, and once a day', async () => {
    const test = await driftedApp();
    await test.app.runReconcile();
    expect(lists(test)).toBe(0);
    test.clock.set(TWO_AT_NIGHT + HOUR_MS);
    await test.app.runReconcile();
    expect(await rowOf(test)).toMatchObject({ plan: 'scale' });
    test.clock.advance(HOUR_MS);
    await test.app.runReconcile();
    expect(lists(test)).toBe(1);
    test.clock.advance(23 * HOUR_MS);
    await test.app.runReconcile();
    expect(lists(test)).toBe(2);
  });

  it('is done by one of many processes', async () => {
    const test = await driftedApp();
    test.clock.set(TWO_AT_NIGHT + HOUR_MS);
    const others = [createApp(test.parts), createApp(test.parts)];
    await Promise.all([test.app, ...others].map((app) => app.runReconcile()));
    expect(lists(test)).toBe(1);
    expect(await lastReconcileReport(test.engine, test.stores.kv)).toMatchObject({ listed: 1, healed: 1 });
  });

  it('goes on two minutes after it failed, in whichever process', async () => {
    const test = await driftedApp();
    test.clock.set(TWO_AT_NIGHT + HOUR_MS);
    test.provider.isDown = true;
    await expect(test.app.runReconcile()).rejects.toThrow('down');
    test.provider.isDown = false;
    await test.app.runReconcile();
    expect(lists(test)).toBe(0);
    test.clock.advance(2 * MINUTE_MS);
    await createApp(test.parts).runReconcile();
    expect(await rowOf(test)).toMatchObject({ plan: 'scale' });
  });

  it('leaves an app alone that writes its rows itself', async () => {
    const test = await driftedApp({ isHandWired: true });
    test.clock.set(TWO_AT_NIGHT + HOUR_MS);
    await test.app.runReconcile();
    expect(lists(test)).toBe(0);
  });
});

describe('the gap-filler', () => {
  it('looks every ten minutes, whichever process comes first', async () => {
    const test = await driftedApp();
    const apps = [test.app, createApp(test.parts)];
    const lookAll = () => Promise.all(apps.map((app) => app.fillGap()));
    const looks = () => test.provider.calls.filter((call) => call === 'undeliveredEvents').length;
    await lookAll();
    expect(looks()).toBe(0);
    for (let times = 0; times < 2; times++) {
      test.clock.advance(10 * MINUTE_MS);
      await lookAll();
      await lookAll();
    }
    expect(looks()).toBe(2);
  });
});
