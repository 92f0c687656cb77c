import { afterEach, describe, expect, it } from 'vitest';
import { checkProviderSettings } from '../../../src/billing/shell/check-provider-settings.js';
import { stripePortal } from '../../../src/providers/stripe/index.js';
import { openWorld } from '../../billing/shell/world.js';
import { hsxErrorOf } from '../../hubspot/hsx-error-of.js';
import { providerAt } from './provider-under-test.js';
import { listOf, startScriptedStripe, type ScriptedStripe } from './scripted-stripe.js';
import { startSimulatedStripe, type SimulatedStripe } from './simulated-stripe.js';

let simulated: SimulatedStripe | undefined;
let scripted: ScriptedStripe | undefined;
afterEach(async () => {
  await simulated?.close();
  await scripted?.close();
  simulated = scripted = undefined;
});

async function savedPortal() {
  simulated = await startSimulatedStripe();
  const { secretKey, origin } = simulated.simulators.stripe;
  return { simulated, portal: stripePortal({ secretKey, origin }) };
}

describe('the portal configuration', () => {
  it('as Stripe makes it would give upgrades away and end trials; the plan says so and changes nothing', async () => {
    const { portal } = await savedPortal();
    const { changes } = await portal.plan();
    expect(changes.map(({ setting, from, to }) => [setting, from, to])).toEqual([
      ['proration_behavior', 'none', 'always_invoice'],
      ['trial_update_behavior', 'end_trial', 'continue_trial'],
    ]);
    expect((await portal.plan()).changes).toHaveLength(2);
  });

  it('has after a push what HS-X sets, and everything else as it was', async () => {
    const { simulated: stripe, portal } = await savedPortal();
    const read = async () => (await stripe.stripe.billingPortal.configurations.list()).data[0]!;
    const before = await read();
    await portal.push(await portal.plan());
    expect((await portal.plan()).changes).toEqual([]);
    expect((await read()).features.subscription_update).toEqual({
      ...before.features.subscription_update,
      proration_behavior: 'always_invoice',
      trial_update_behavior: 'continue_trial',
    });
    expect((await read()).features.subscription_cancel).toEqual(before.features.subscription_cancel);
  });

  it('that is right already is left alone by a push', async () => {
    const { portal, simulated: stripe } = await savedPortal();
    await portal.push(await portal.plan());
    const { updated } = (await stripe.stripe.billingPortal.configurations.list()).data[0]!;
    await stripe.simulators.clock.advanceBy(5_000);
    await portal.push(await portal.plan());
    expect((await stripe.stripe.billingPortal.configurations.list()).data[0]!.updated).toBe(updated);
  });

  it('that nobody has saved is named, with what to do', async () => {
    scripted = await startScriptedStripe({ 'GET /v1/billing_portal/configurations': listOf([]) });
    const portal = stripePortal({ secretKey: 'sk_test_51abc', origin: scripted.origin });
    const error = await hsxErrorOf(() => portal.plan());
    expect([error.code, error.hint]).toEqual(['NOT_FOUND', expect.stringContaining('Customer portal')]);
    expect(await providerAt(scripted.origin).settingProblems!()).toEqual([
      expect.stringContaining('no customer portal'),
    ]);
  });
});

describe('the check at start-up', () => {
  it('raises one alert a day that says what customers would meet, and what to run', async () => {
    const { simulated: stripe, portal } = await savedPortal();
    const world = await openWorld({ engine: { provider: stripe.provider } });
    const problems = await checkProviderSettings(world.engine);
    await checkProviderSettings(world.engine);
    expect(problems).toHaveLength(2);
    expect(problems.join()).toMatch(/loses the rest of it and is charged.*hs-x billing plans push/);
    const claim = { now: world.clock.now(), limit: 9, leaseMs: 1 };
    const effects = await world.engine.outbox.claim(world.engine.scope, claim);
    expect(effects.map(({ effect }) => effect)).toMatchObject([{ alert: 'provider_settings' }]);
    await portal.push(await portal.plan());
    expect(await checkProviderSettings(world.engine)).toEqual([]);
  });

  it('never keeps an app from starting', async () => {
    const world = await openWorld({ engine: { provider: providerAt('http://127.0.0.1:9') } });
    expect(await checkProviderSettings(world.engine)).toEqual([]);
  });
});
