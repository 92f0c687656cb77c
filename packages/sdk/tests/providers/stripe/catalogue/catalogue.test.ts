/** The rules of a diff and of a check that the command's own tests do not meet: what is left alone, and who is in the way. */
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../../../simulators/src/index.js';
import type { PlanConfig } from '../../../../src/contract/app-config.js';
import {
  checkCatalogue,
  STRIPE_API_VERSION,
  stripeCatalogue,
  type CatalogueOptions,
} from '../../../../src/providers/stripe/index.js';
import { buildBillingConfig, buildPlan } from '../../../../src/testing/index.js';

const URL = 'https://app.example.com/webhooks/stripe';

let simulators: Simulators;
let stripe: Stripe;
beforeEach(async () => {
  simulators = await startSimulators();
  const { port, secretKey, control } = simulators.stripe;
  stripe = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
  const price = { currency: 'usd', interval: 'month' } as const;
  control.seedCatalogue([
    { ...price, priceId: 'price_team', productName: 'Team', amountMinor: 4_900 },
    { ...price, priceId: 'price_scale', productName: 'Scale', amountMinor: 19_900 },
  ]);
});
afterEach(() => simulators.close());

/** An app that sells `price_team` and `price_scale`, with a team plan as the case has it. */
function optionsWith(team: Partial<PlanConfig> = {}, more: Partial<CatalogueOptions> = {}): CatalogueOptions {
  const plan = { free: buildPlan('free'), team: buildPlan('team', team), scale: buildPlan('scale') };
  const config = { app: { name: 'Ünïted Apps!' }, billing: buildBillingConfig({ plan }) };
  const { secretKey, origin } = simulators.stripe;
  return { config, mode: 'test', secretKey, origin, appUrl: 'https://app.example.com', ...more };
}

const PRICE = {
  amount_minor: 5_900,
  currency: 'usd',
  interval: 'month',
  interval_count: 1,
  lookup_key: null,
} as const;
const checks = async (options: CatalogueOptions) => (await checkCatalogue(options)).map(({ check }) => check);

describe('a push', () => {
  it('changes nothing of a plan whose amounts are not declared', async () => {
    const { steps, kept } = await stripeCatalogue(optionsWith()).diff();
    expect(steps.map(({ kind }) => kind)).toEqual(['setPortal', 'createEndpoint']);
    expect(kept.map(({ name }) => name)).toEqual(['Team', 'price_team', 'Scale', 'price_scale']);
  });

  it('makes a new amount on the product of the price there is, and keeps whether tax is in it', async () => {
    const { id } = await stripe.prices.create({
      product: (await stripe.prices.retrieve('price_team')).product as string,
      currency: 'usd',
      unit_amount: 5_000,
      recurring: { interval: 'month' },
      tax_behavior: 'inclusive',
      lookup_key: 'united_apps_team_usd_month',
    });
    const catalogue = stripeCatalogue(optionsWith({ price: [PRICE] }));
    const { priceIds } = await catalogue.push(await catalogue.diff(), () => undefined);
    const made = priceIds.find(({ plan }) => plan === 'team')?.priceIds ?? [];
    expect(made.slice(1)).toEqual(['price_team']);
    const [price, former] = await Promise.all([
      stripe.prices.retrieve(made[0] ?? ''),
      stripe.prices.retrieve(id),
    ]);
    expect(price).toMatchObject({ unit_amount: 5_900, tax_behavior: 'inclusive', product: former.product });
    expect([price.lookup_key, former.lookup_key]).toEqual(['united_apps_team_usd_month', null]);
  });

  it('is refused a lookup key that somebody else has taken since the list was shown', async () => {
    const catalogue = stripeCatalogue(optionsWith({ price: [PRICE] }));
    const diff = await catalogue.diff();
    await stripe.prices.update('price_scale', { lookup_key: 'united_apps_team_usd_month' });
    await expect(catalogue.push(diff, () => undefined)).rejects.toMatchObject({ code: 'PROVIDER_REFUSED' });
    expect((await stripe.prices.retrieve('price_scale')).lookup_key).toBe('united_apps_team_usd_month');
  });

  it('that was interrupted is finished by the next one, and nothing is made twice', async () => {
    const options = optionsWith({ stripe_price: { test: [], live: [] }, price: [PRICE] });
    const catalogue = stripeCatalogue(options);
    simulators.stripe.control.failRequests({
      kind: 'server_error',
      phase: 'before',
      count: 100,
      pathPrefix: '/v1/webhook_endpoints',
      method: 'POST',
      shouldRetry: false,
    });
    const push = async () => catalogue.push(await catalogue.diff(), () => undefined);
    await expect(push()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    simulators.stripe.control.endFailures();
    await push();
    expect((await stripe.products.list()).data).toHaveLength(3);
    expect((await stripe.prices.list()).data).toHaveLength(3);
    expect((await catalogue.diff()).steps).toEqual([]);
  });

  it('leaves the endpoint out where the address is not known', async () => {
    const { steps, obstacles } = await stripeCatalogue(optionsWith({}, { appUrl: null })).diff();
    expect(steps.map(({ kind }) => kind)).toEqual(['setPortal']);
    expect(obstacles.map(({ what }) => what)).toEqual(['endpoint']);
  });
});

describe('a check', () => {
  beforeEach(async () => {
    const catalogue = stripeCatalogue(optionsWith());
    await catalogue.push(await catalogue.diff(), () => undefined);
  });

  it('finds nothing in an account that was pushed', async () => {
    expect(await checkCatalogue(optionsWith())).toEqual([]);
  });

  it.each([
    ['missing', { stripe_price: { test: ['price_nobody'], live: [] } }, 'price.missing'],
    ['none in this mode', { stripe_price: { test: [], live: ['price_live'] } }, 'plan.unpriced'],
    ['of another amount', { price: [PRICE] }, 'price.differs'],
    ['of another currency', { price: [{ ...PRICE, amount_minor: 4_900, currency: 'eur' }] }, 'price.differs'],
    [
      'of another interval',
      { price: [{ ...PRICE, amount_minor: 4_900, interval: 'year' as const }] },
      'price.differs',
    ],
  ])('finds a price that is %s', async (_, team, found) => {
    expect(await checks(optionsWith(team))).toContain(found);
  });

  it('finds prices that are archived or charged once, and an archived product, but not an archived former price', async () => {
    const product = (await stripe.prices.retrieve('price_team')).product as string;
    const once = await stripe.prices.create({ product, currency: 'usd', unit_amount: 1 });
    const former = await stripe.prices.create({
      product,
      currency: 'usd',
      unit_amount: 2,
      recurring: { interval: 'month' },
      active: false,
    });
    const sold = (...test: string[]) => optionsWith({ stripe_price: { test, live: [] } });
    expect(await checks(sold('price_team', former.id))).toEqual([]);
    expect(await checks(sold('price_team', once.id))).toContain('price.once');
    expect(await checks(sold(former.id))).toContain('price.archived');
    await stripe.products.update(product, { active: false });
    expect(await checks(sold('price_team'))).toContain('product.archived');
  });

  it('finds an endpoint that is off, not told of everything, of another version, or not alone', async () => {
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    const id = endpoint?.id ?? '';
    await stripe.webhookEndpoints.update(id, { disabled: true, enabled_events: ['invoice.paid'] });
    expect(await checks(optionsWith())).toEqual(['endpoint.disabled', 'endpoint.events']);
    await stripe.webhookEndpoints.del(id);
    expect(await checks(optionsWith())).toEqual(['endpoint.missing']);
    await stripe.webhookEndpoints.create({ url: URL, enabled_events: ['*'] });
    expect(await checks(optionsWith())).toEqual(['endpoint.version']);
    await stripe.webhookEndpoints.create({
      url: URL,
      enabled_events: ['*'],
      api_version: STRIPE_API_VERSION,
    });
    expect(await checks(optionsWith())).toEqual(['endpoint.several']);
  });

  it('finds a portal that lets nobody change the plan, or does not offer what is sold', async () => {
    const [portal] = (await stripe.billingPortal.configurations.list({ is_default: true })).data;
    const set = (
      subscription_update: Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionUpdate,
    ) => stripe.billingPortal.configurations.update(portal?.id ?? '', { features: { subscription_update } });
    await set({ enabled: false });
    expect(await checks(optionsWith())).toEqual(['portal.switch']);
    await set({ enabled: true, products: '' });
    expect(await checks(optionsWith())).toEqual(['portal.products']);
  });
});
