/** The catalogue as code, as an app's owner meets it: the commands against a simulated Stripe account, looked at with Stripe's own client. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulators, type Simulators } from '@hs-x/simulators';
import { METER_ERROR_EVENT_TYPES, STRIPE_API_VERSION } from '@hs-x/sdk/stripe';
import Stripe from 'stripe';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { vendorsOf } from '../src/dev/vendors-of.js';
import { runCommandLine } from '../src/main.js';
import { createFixtureApp, type FixtureApp } from './fixture-app.js';

const CONFIG = `[app]
name = "Fixture"

[billing]
provider = "stripe"

[billing.plan.free]
stripe_price = ""
features = ["card.read"]

[billing.plan.team]
features = ["card.read", "card.edit"]

[[billing.plan.team.price]]
amount_minor = 4_900
currency = "usd"
interval = "month"

[[billing.plan.team.price]]
amount_minor = 49_000
currency = "usd"
interval = "year"

[billing.plan.scale]
features = ["*"]

[billing.plan.scale.price]
amount_minor = 19_900
currency = "usd"
interval = "month"
lookup_key = "scale.monthly"
`;
const URL = 'https://app.example.com/webhooks/stripe';

let simulators: Simulators;
let stripe: Stripe;
let app: FixtureApp;
const printed: string[] = [];

beforeEach(async () => {
  simulators = await startSimulators();
  const { port, secretKey } = simulators.stripe;
  stripe = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
  app = createFixtureApp({ 'hs-x.toml': CONFIG });
});
afterEach(async () => {
  await simulators.close();
  app.remove();
});
afterAll(() => {
  expect(printed.join('\n')).not.toMatch(/whsec_\w/);
});

async function plans(command: string, options: readonly string[] = [], more: Record<string, string> = {}) {
  const output: string[] = [];
  const exitCode = await runCommandLine(['billing', 'plans', command, '--app', app.path, ...options], {
    print: (line) => output.push(line),
    printError: (line) => output.push(line),
    vendors: vendorsOf(simulators),
    environment: { APP_URL: 'https://app.example.com', STRIPE_SECRET: simulators.stripe.secretKey, ...more },
  });
  printed.push(...output);
  return { exitCode, output: output.join('\n') };
}

const environmentFile = () => join(app.path, '.env');
const savedSecret = (name = 'STRIPE_WEBHOOK_SECRET') =>
  new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(environmentFile(), 'utf8'))?.[1] ?? '';
const savedMeterSecret = () => savedSecret('STRIPE_METER_WEBHOOK_SECRET');

function edit(from: string | RegExp, to: string): void {
  const text = readFileSync(join(app.path, 'hs-x.toml'), 'utf8');
  expect(text).toMatch(from);
  app.write('hs-x.toml', text.replace(from, to));
}

/** Puts the lines that the command prints into hs-x.toml, as a person does. */
function takeOver(output: string): void {
  for (const [, plan = '', line = ''] of output.matchAll(/\[billing\.plan\.(\w+)\]\n +(stripe_price = .*)/g))
    edit(new RegExp(`(?<=\\[billing\\.plan\\.${plan}\\]\n)(stripe_price.*\n)?`), `${line}\n`);
}

async function priceOf(lookupKey: string): Promise<Stripe.Price | undefined> {
  return (await stripe.prices.list({ lookup_keys: [lookupKey] })).data[0];
}

async function offered(): Promise<Record<string, readonly string[]>> {
  const { data } = await stripe.billingPortal.configurations.list({ is_default: true });
  const products = data[0]?.features.subscription_update.products ?? [];
  return Object.fromEntries(products.map(({ product, prices }) => [product, prices]));
}

test('push shows the whole list and writes nothing; --yes makes exactly it, and then there is nothing to do', async () => {
  const planned = await plans('push');
  const list = (output: string) => output.split('\n').filter((line) => /^ {2}[+~=!]/.test(line));
  expect(list(planned.output).map((line) => line.slice(2, 12).trim())).toEqual([
    ...['+ product', '+ price', '+ price', '+ product', '+ price'],
    ...['~ portal', '~ portal', '~ portal', '+ endpoint'],
  ]);
  expect([(await stripe.products.list()).data, existsSync(environmentFile())]).toEqual([[], false]);
  const pushed = await plans('push', ['--yes']);
  expect(list(pushed.output)).toEqual(list(planned.output));
  const [month, year, scale] = await Promise.all(
    ['fixture_team_usd_month', 'fixture_team_usd_year', 'scale.monthly'].map(priceOf),
  );
  expect(month).toMatchObject({ unit_amount: 4_900, currency: 'usd', recurring: { interval: 'month' } });
  expect(await offered()).toEqual({ fixture_team: [month?.id, year?.id], fixture_scale: [scale?.id] });
  takeOver(pushed.output);
  const again = await plans('push', ['--yes']);
  expect(again.output).toContain('Nothing to do: Stripe’s test mode holds what hs-x.toml asks for.');
  expect(list(again.output).every((line) => line.startsWith('  = '))).toBe(true);
  expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1);
  expect(await plans('check')).toMatchObject({ exitCode: 0 });
});

test('another amount is another price: the key moves to it, and the former price stays for those who pay it', async () => {
  takeOver((await plans('push', ['--yes'])).output);
  const former = await priceOf('scale.monthly');
  edit('19_900', '24_900');
  const check = await plans('check');
  expect([check.exitCode, check.output.replaceAll(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining('Plan scale is to cost 249.00 USD a month, but Stripe has 199.00 USD a month'),
  ]);
  const { output } = await plans('push', ['--yes']);
  const present = await priceOf('scale.monthly');
  expect(present).toMatchObject({ unit_amount: 24_900, product: former?.product });
  expect(await stripe.prices.retrieve(former?.id ?? '')).toMatchObject({
    active: true,
    unit_amount: 19_900,
    lookup_key: null,
  });
  expect(output).toContain(`stripe_price = { test = ["${present?.id}", "${former?.id}"] }`);
  expect((await offered()).fixture_scale).toEqual([present?.id]);
  takeOver(output);
  expect(await plans('check')).toMatchObject({ exitCode: 0 });
});

test('a catalogue made by hand is taken over as it is, and what else the account sells stays in the portal', async () => {
  simulators.stripe.control.seedCatalogue([
    { priceId: 'price_team', productName: 'T', amountMinor: 4_900, currency: 'usd', interval: 'month' },
    { priceId: 'price_year', productName: 'T', amountMinor: 49_000, currency: 'usd', interval: 'year' },
    { priceId: 'price_scale', productName: 'S', amountMinor: 19_900, currency: 'usd', interval: 'month' },
    { priceId: 'price_other', productName: 'Other', amountMinor: 900, currency: 'usd', interval: 'month' },
  ]);
  edit('[billing.plan.team]\n', '[billing.plan.team]\nstripe_price = ["price_team", "price_year"]\n');
  edit('[billing.plan.scale]\n', '[billing.plan.scale]\nstripe_price = "price_scale"\n');
  const before = await offered();
  const { output } = await plans('push', ['--yes']);
  expect(output).toMatch(/~ price +scale: price_scale gets the lookup key scale\.monthly/);
  expect(output).not.toMatch(/\+ (product|price)|Put into/);
  expect([(await stripe.prices.list()).data.length, await offered()]).toEqual([4, before]);
});

test('portal settings that somebody saved by hand are shown, and set only with --yes', async () => {
  takeOver((await plans('push', ['--yes'])).output);
  const settings = async () => {
    const [portal] = (await stripe.billingPortal.configurations.list({ is_default: true })).data;
    const { proration_behavior, trial_update_behavior } = portal?.features.subscription_update ?? {};
    return { id: portal?.id ?? '', values: [proration_behavior, trial_update_behavior] };
  };
  const { id, values: asPushed } = await settings();
  await stripe.billingPortal.configurations.update(id, {
    features: { subscription_update: { proration_behavior: 'none', trial_update_behavior: 'end_trial' } },
  });
  const planned = await plans('push');
  expect(planned.output).toMatch(/~ portal +.*proration_behavior.*none.*always_invoice[\s\S]*--yes/);
  expect((await settings()).values).toEqual(['none', 'end_trial']);
  await plans('push', ['--yes']);
  expect((await settings()).values).toEqual(asPushed);
  expect((await plans('push')).output).toContain('Nothing to do');
});

test('a new endpoint’s secret goes to .env, which only its owner reads, and with --no-save-secret nowhere', async () => {
  app.write('.env', 'OTHER=1\nSTRIPE_WEBHOOK_SECRET=whsec_former\n');
  const pushed = await plans('push', ['--yes', '--json']);
  expect(JSON.parse(pushed.output)).toMatchObject({
    isPushed: true,
    savedSecret: { name: 'STRIPE_WEBHOOK_SECRET', file: '.env', isBesideFormer: false },
  });
  expect([savedSecret(), readFileSync(environmentFile(), 'utf8')]).toEqual([
    expect.stringMatching(/^whsec_\w{20,}$/),
    expect.stringMatching(/^OTHER=1\n/),
  ]);
  expect(statSync(environmentFile()).mode & 0o777).toBe(0o600);
  const [made] = (await stripe.webhookEndpoints.list()).data;
  await stripe.webhookEndpoints.del(made?.id ?? '');
  const kept = savedSecret();
  const { output } = await plans('push', ['--yes', '--no-save-secret']);
  expect([savedSecret(), output]).toEqual([
    kept,
    expect.stringContaining('secret of the new endpoint was not kept'),
  ]);
});

test('an endpoint of another API version stays beside the new one, and so does its secret', async () => {
  app.write('.env', 'STRIPE_WEBHOOK_SECRET=whsec_former\n');
  const { id } = await stripe.webhookEndpoints.create({ url: URL, enabled_events: ['*'] });
  const { output } = await plans('push', ['--yes']);
  expect(output).toMatch(new RegExp(`\\+ endpoint .*beside ${id} of another version, which stays`));
  expect(savedSecret()).toMatch(/^whsec_\w{20,},whsec_former$/);
  const { data } = await stripe.webhookEndpoints.list();
  expect(data.map(({ api_version, status }) => [api_version, status])).toEqual([
    [STRIPE_API_VERSION, 'enabled'],
    [null, 'enabled'],
  ]);
});

test('an endpoint that is off, or not sent every event, is mended, and keeps what else it is sent', async () => {
  const { id } = await stripe.webhookEndpoints.create({
    url: URL,
    enabled_events: ['customer.created', 'invoice.paid'],
    api_version: STRIPE_API_VERSION,
  });
  await stripe.webhookEndpoints.update(id, { disabled: true });
  await plans('push', ['--yes']);
  const endpoint = await stripe.webhookEndpoints.retrieve(id);
  expect(endpoint.status).toBe('enabled');
  expect(endpoint.enabled_events).toEqual(expect.arrayContaining(['customer.created', 'charge.refunded']));
  expect(existsSync(environmentFile())).toBe(false);
});

/** Lets the app meter what is used of its dearest plan. */
function meter(): void {
  const limited = CONFIG.replace('features = ["*"]', 'features = ["*"]\nlimits = { records_per_month = -1 }');
  app.write('hs-x.toml', `${limited}\n[billing.meter.records_per_month]\nevent_name = "records"\n`);
}

test('an app that meters gets an event destination for what meters drop, once, and its secret has a name of its own', async () => {
  meter();
  const found = async () =>
    (await stripe.v2.core.eventDestinations.list({ include: ['webhook_endpoint.url'] })).data;
  expect((await plans('push')).output).toContain('+ destination');
  expect(await found()).toEqual([]);
  const { output } = await plans('push', ['--yes']);
  expect(await found()).toMatchObject([
    { event_payload: 'thin', enabled_events: METER_ERROR_EVENT_TYPES, webhook_endpoint: { url: URL } },
  ]);
  expect([savedSecret(), savedMeterSecret()]).toEqual([
    expect.stringMatching(/^whsec_\w{20,}$/),
    expect.stringMatching(/^whsec_\w{20,}$/),
  ]);
  expect(savedSecret()).not.toBe(savedMeterSecret());
  expect(output.replaceAll(/\s+/g, ' ')).toMatch(
    /new endpoint is kept in \.env as STRIPE_WEBHOOK_SECRET\..*new event destination is kept in \.env as STRIPE_METER_WEBHOOK_SECRET\./,
  );
  expect(JSON.parse((await plans('push', ['--json'])).output)).toMatchObject({ steps: [] });
});

test('an endpoint that is made anew leaves the destination’s secret alone', async () => {
  meter();
  await plans('push', ['--yes']);
  const former = [savedSecret(), savedMeterSecret()];
  const [made] = (await stripe.webhookEndpoints.list()).data;
  await stripe.webhookEndpoints.del(made?.id ?? '');
  const { output } = await plans('push', ['--yes', '--json']);
  expect(JSON.parse(output)).toMatchObject({
    savedSecret: { name: 'STRIPE_WEBHOOK_SECRET', isBesideFormer: false },
    savedMeterSecret: null,
  });
  expect(savedSecret()).toMatch(/^whsec_\w{20,}$/);
  expect([savedSecret() === former[0], savedMeterSecret() === former[1]]).toEqual([false, true]);
});

test('a destination beside an endpoint that is there already is told of alone: nobody is led to the endpoint’s secret', async () => {
  await plans('push', ['--yes', '--no-save-secret']);
  meter();
  const { output } = await plans('push', ['--yes']);
  expect([savedSecret(), savedMeterSecret()]).toEqual(['', expect.stringMatching(/^whsec_\w{20,}$/)]);
  expect(output).toContain('STRIPE_METER_WEBHOOK_SECRET');
  expect(output).not.toContain(' STRIPE_WEBHOOK_SECRET');
});

test('with --no-save-secret each secret is told of with its own place in the Dashboard and its own name', async () => {
  meter();
  const { output } = await plans('push', ['--yes', '--no-save-secret']);
  const words = output.replaceAll(/\s+/g, ' ');
  for (const told of [
    'endpoint was not kept. Reveal it in the Stripe Dashboard (Developers, Webhooks), then: hs-x secrets set STRIPE_WEBHOOK_SECRET',
    'event destination was not kept. Reveal it in the Stripe Dashboard (Workbench, Event destinations), then: hs-x secrets set STRIPE_METER_WEBHOOK_SECRET',
  ])
    expect(words).toContain(`The signing secret of the new ${told}`);
  expect(existsSync(environmentFile())).toBe(false);
});

test('a live key writes nothing without --live', async () => {
  const live = { STRIPE_SECRET: 'sk_live_51nothing' };
  const { exitCode, output } = await plans('push', ['--yes', '--json'], live);
  expect([exitCode, JSON.parse(output)]).toMatchObject([1, { error: { code: 'LIVE_KEY' } }]);
});

test('check names plans without a price, prices of another amount, and ends with 2 when Stripe cannot be asked', async () => {
  const codes = async (more = {}) => {
    const { exitCode, output } = await plans('check', ['--json'], more);
    const { findings } = JSON.parse(output) as { findings: { check: string; level: string }[] };
    return [exitCode, findings.filter(({ level }) => level === 'problem').map(({ check }) => check)];
  };
  expect(await codes()).toEqual([
    1,
    expect.arrayContaining(['stripe.catalogue.plan.unpriced', 'stripe.endpoint']),
  ]);
  await plans('push', ['--yes']);
  simulators.stripe.control.failRequests({ kind: 'server_error', phase: 'before', count: 100 });
  expect((await codes())[0]).toBe(2);
});
