/** `hs-x doctor` on a running app with simulated vendors: every fault is made where it would be made, and found by the check of its name. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { STRIPE_API_VERSION } from '@hs-x/sdk/stripe';
import Database from 'better-sqlite3';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandContext } from '../../src/commands/command-context.js';
import { vendorsOf } from '../../src/dev/vendors-of.js';
import type { Finding } from '../../src/doctor/finding.js';
import { runCommandLine } from '../../src/main.js';
import { DAY_MS } from '../../src/terminal/durations.js';
import { FIXTURE_CONFIG } from '../fixture-app.js';
import { PAYING, startOperatorWorld, type OperatorWorld } from '../operator/operator-world.js';

let world: OperatorWorld;
let stripe: Stripe;
let endpointId: string;

beforeAll(async () => {
  world = await startOperatorWorld();
  const { port } = new URL(world.dev.simulators.stripe.origin);
  const secretKey = world.secrets.find((each) => each.startsWith('sk_test_'))!;
  stripe = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
  const { data } = await stripe.webhookEndpoints.list();
  endpointId = data[0]!.id;
});
afterAll(() => world.close());

interface Visit {
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  readonly text: string;
}

async function visit(
  args: readonly string[] = ['--database', world.dev.databaseFile],
  context: Partial<CommandContext> = {},
): Promise<Visit> {
  const output: string[] = [];
  const exitCode = await runCommandLine(['doctor', world.app.path, '--json', ...args], {
    print: (line) => output.push(line),
    printError: (line) => output.push(line),
    vendors: vendorsOf(world.dev.simulators),
    environment: { APP_URL: world.dev.appUrl },
    ...context,
  });
  const text = output.join('\n');
  const { findings = [] } = JSON.parse(text) as { findings?: readonly Finding[] };
  return { exitCode, findings, text };
}

/** Level, words and next step of a check, as one text. */
function told({ findings }: Visit, check: string): string {
  const found = findings.filter((finding) => finding.check === check);
  return found.map(({ level, message, next }) => `${level}: ${message} → ${next ?? '–'}`).join('\n');
}

function inDatabase(statement: string): void {
  const database = new Database(world.dev.databaseFile);
  database.exec(statement);
  database.close();
}

test('a healthy app has no problem, and the command ends with 0', async () => {
  const healthy = await visit();
  expect(healthy.findings.filter(({ level }) => level === 'problem')).toEqual([]);
  expect(healthy.exitCode).toBe(0);
  expect(told(healthy, 'database.migrations')).toBe('ok: The schema is up to date. → –');
  expect(told(healthy, 'stripe.prices')).toContain('ok: All 3 prices');
  expect(told(healthy, 'stripe.portal')).toContain('ok: ');
  expect(told(healthy, 'app.bounds')).toBe(
    'ok: A lost event can over-entitle a portal for 4 days past its paid period, and under-entitle one for 1 day, at most. → –',
  );
});

test('warnings alone fail only with --strict', async () => {
  const strict = await visit(['--database', world.dev.databaseFile, '--strict']);
  expect(strict.findings.map(({ level }) => level)).toContain('warning');
  expect(strict.exitCode).toBe(1);
});

test('nothing is written: the database file and its log are the same, byte by byte', async () => {
  const files = ['', '-wal'].map((end) => `${world.dev.databaseFile}${end}`);
  const bytes = () => files.map((file) => readFileSync(file).toString('base64')).join();
  const [before, modifiedAt] = [bytes(), statSync(world.dev.databaseFile).mtimeMs];
  await visit();
  expect([bytes() === before, statSync(world.dev.databaseFile).mtimeMs]).toEqual([true, modifiedAt]);
});

test('no secret is in what is written', async () => {
  const { text } = await visit();
  for (const secret of world.secrets) expect(text).not.toContain(secret);
});

test('a running app is asked over signed HTTP, its clock included', async () => {
  const asked = await visit(['--url', world.dev.appUrl]);
  expect(told(asked, 'database.exists')).toContain('skipped: It is where the app runs');
  expect(told(asked, 'app.alerts')).toBe('ok: No alert is open. → –');
  expect(told(asked, 'clocks.app')).toContain('ok: ');
  expect(told(asked, 'hubspot.reach')).toBe('ok: The app answers at its address, in test mode. → –');
});

test('offline, nobody outside is asked, and each check that was left out says why', async () => {
  const offline = await visit(['--database', world.dev.databaseFile, '--offline']);
  expect(told(offline, 'stripe.access')).toContain('skipped: test mode: Stripe was not asked (--offline).');
  expect(told(offline, 'clocks.hubspot')).toContain('skipped: HubSpot was not asked (--offline).');
});

test('a webhook endpoint that is gone, disabled or not told of an event is a problem', async () => {
  await stripe.webhookEndpoints.update(endpointId, { disabled: true });
  expect(told(await visit(), 'stripe.endpoint.enabled')).toMatch(/^problem: .*disabled.*plans push$/);
  await stripe.webhookEndpoints.update(endpointId, { disabled: false, enabled_events: ['invoice.paid'] });
  const deaf = await visit();
  expect(told(deaf, 'stripe.endpoint.events')).toMatch(
    /^problem: .*not told of checkout.session.completed, .* and 33 more/,
  );
  expect(deaf.exitCode).toBe(1);
  await stripe.webhookEndpoints.update(endpointId, { enabled_events: ['*'], url: 'https://other.example/x' });
  expect(told(await visit(), 'stripe.endpoint')).toMatch(/^problem: No webhook endpoint in test mode leads/);
  await stripe.webhookEndpoints.update(endpointId, { url: `${world.dev.appUrl}/webhooks/stripe` });
});

test('an endpoint of another API version is a warning that names both versions', async () => {
  expect(told(await visit(), 'stripe.endpoint.version')).toContain(STRIPE_API_VERSION);
});

test('a price that is archived or does not exist is a problem', async () => {
  await stripe.prices.update('price_fixture_team', { active: false });
  expect(told(await visit(), 'stripe.prices')).toMatch(
    /^problem: Price price_fixture_team of plan team is archived/,
  );
  await stripe.prices.update('price_fixture_team', { active: true });
  world.app.write('hs-x.toml', FIXTURE_CONFIG.replace('"price_fixture_scale"', '"price_elsewhere"'));
  expect(told(await visit(), 'stripe.prices')).toMatch(
    /^problem: Price price_elsewhere of plan scale does not/,
  );
  world.app.write('hs-x.toml', FIXTURE_CONFIG);
});

test('plans check says of the provider what the doctor says, and ends with 1 for a problem', async () => {
  const check = async (environment: Readonly<Record<string, string>>, more: readonly string[] = []) => {
    const output: string[] = [];
    const line = ['billing', 'plans', 'check', '--app', world.app.path, '--json', ...more];
    const exitCode = await runCommandLine(line, {
      print: (text) => output.push(text),
      printError: (text) => output.push(text),
      vendors: vendorsOf(world.dev.simulators),
      environment,
    });
    const { findings = [] } = JSON.parse(output.join('\n')) as { findings?: readonly Finding[] };
    return { exitCode, checks: findings.map(({ check: name, level }) => `${name} ${level}`) };
  };
  const STRIPE_SECRET = world.secrets.find((each) => each.startsWith('sk_test_'))!;
  const environment = { APP_URL: world.dev.appUrl, STRIPE_SECRET };
  const fine = await check(environment);
  expect(fine.exitCode).toBe(0);
  expect(fine.checks).toEqual(
    expect.arrayContaining(['stripe.prices ok', 'stripe.portal ok', 'stripe.endpoint.version warning']),
  );
  expect((await check(environment, ['--strict'])).exitCode).toBe(1);
  const { data } = await stripe.prices.list({ active: true });
  await stripe.prices.update(data[0]!.id, { active: false });
  const archived = await check(environment);
  expect(archived).toMatchObject({ exitCode: 1 });
  expect(archived.checks).toContain('stripe.prices problem');
  await stripe.prices.update(data[0]!.id, { active: true });
});

test('a former price of a plan may be archived', async () => {
  await stripe.prices.update('price_fixture_team_yearly', { active: false });
  expect(told(await visit(), 'stripe.prices')).toMatch(/^ok/);
});

test('a customer portal that gives upgrades away is a warning', async () => {
  const { data } = await stripe.billingPortal.configurations.list({ is_default: true });
  const set = (proration_behavior: 'none' | 'always_invoice') =>
    stripe.billingPortal.configurations.update(data[0]!.id, {
      features: { subscription_update: { proration_behavior } },
    });
  await set('none');
  expect(told(await visit(), 'stripe.portal')).toMatch(/^warning: .*proration_behavior "none"/);
  await set('always_invoice');
});

test('events no endpoint has accepted are a warning', async () => {
  const { control } = world.dev.simulators.stripe;
  control.holdWebhooks();
  await stripe.customers.create({ email: 'ada@example.com' });
  expect(told(await visit(), 'stripe.undelivered')).toMatch(/^warning: /);
  control.releaseWebhooks();
  await world.dev.tick();
});

test('a key Stripe does not accept is a problem, and what needs it is left out', async () => {
  const environment = { APP_URL: world.dev.appUrl, STRIPE_SECRET_LIVE: 'sk_live_of_another_account' };
  const refused = await visit(undefined, { environment });
  expect(told(refused, 'stripe.access')).toMatch(/problem: live mode: .*does not accept the secret key/);
});

test('a clock that is off is a warning from 30 seconds and a problem from 300', async () => {
  const at = async (offMs: number) => visit(undefined, { now: () => Date.now() + offMs });
  expect(told(await at(60_000), 'clocks.stripe')).toMatch(
    /^warning: This machine’s clock is \d+ seconds ahead/,
  );
  const far = await at(-400_000);
  expect(told(far, 'clocks.stripe')).toMatch(/^problem: .*behind/);
  expect(told(far, 'clocks.hubspot')).toMatch(/^problem: .*behind/);
});

test('webhooks that were given up or belong to nobody, and lost mails, are told with the command that mends them', async () => {
  inDatabase("UPDATE inbox SET state = 'dead' WHERE rowid = (SELECT min(rowid) FROM inbox)");
  inDatabase("UPDATE inbox SET state = 'unmatched' WHERE rowid = (SELECT max(rowid) FROM inbox)");
  inDatabase("UPDATE outbox SET state = 'dead' WHERE rowid = (SELECT min(rowid) FROM outbox)");
  const found = await visit();
  expect(told(found, 'app.deadLetters')).toMatch(/^problem: 1 webhook .* → hs-x billing replay --dead$/);
  expect(told(found, 'app.unmatched')).toMatch(/^warning: 1 webhook .* waits. → hs-x billing reconcile$/);
  expect(told(found, 'app.lostEffects')).toMatch(/^warning: 1 /);
  inDatabase("UPDATE inbox SET state = 'done'");
  inDatabase("UPDATE outbox SET state = 'delivered'");
});

test('an open alert is a warning that leads to the alerts', async () => {
  inDatabase(
    "INSERT INTO alerts (app, mode, key, code, message, details, first_raised_at, last_raised_at, times) VALUES ('app', 'test', 'k', 'c', 'm', '{}', 1, 1, 1)",
  );
  expect(told(await visit(), 'app.alerts')).toBe('warning: One alert is open. → hs-x billing alerts');
  inDatabase('DELETE FROM alerts');
});

test('a token HubSpot refused is a warning that names the portal', async () => {
  inDatabase(
    `INSERT OR REPLACE INTO kv (app, mode, key, value) VALUES ('app', 'test', 'hsx:token-health', '{"refusedAt":{"51200417":1}}')`,
  );
  expect(told(await visit(), 'hubspot.tokens')).toMatch(/^warning: .*51200417/);
  inDatabase("DELETE FROM kv WHERE key = 'hsx:token-health'");
});

test('a schema that is older or newer than this version is told, and left as it is', async () => {
  inDatabase("INSERT INTO migrations (id) VALUES ('9999-later')");
  expect(told(await visit(), 'database.migrations')).toMatch(/^problem: .*newer version \(9999-later\)/);
  inDatabase("DELETE FROM migrations WHERE id IN ('9999-later', '0004-alerts')");
  const older = await visit();
  expect(told(older, 'database.migrations')).toMatch(/^warning: .*0004-alerts are to come/);
  expect(told(older, 'app.state')).toMatch(/^skipped: /);
  inDatabase("INSERT INTO migrations (id) VALUES ('0004-alerts')");
});

test('a place that contradicts itself is a wrong command line, and no finding', async () => {
  const { exitCode, text } = await visit(['--url', world.dev.appUrl, '--database', world.dev.databaseFile]);
  expect([exitCode, text]).toEqual([2, expect.stringContaining('were both given')]);
  expect((await visit(['--url', 'http://app.example.com', '--offline'])).exitCode).toBe(2);
});

test('what is no database is a problem, and one that is missing a warning', async () => {
  world.app.write('notes.txt', 'no database at all, but long enough to be looked at as one');
  const wrong = await visit(['--database', join(world.app.path, 'notes.txt')]);
  expect(told(wrong, 'database.exists')).toMatch(/^problem: The file is no database/);
  expect(told(await visit([]), 'database.exists')).toMatch(/^warning: There is no database at/);
});

test('names that are missing, malformed, guessable or shared are each told by name', async () => {
  const environment = {
    APP_URL: 'ftp://app.example.com',
    HSX_SECRET: 'secretsecretsecretsecretsecretsecret',
    HSX_ADMIN_SECRET: 'secretsecretsecretsecretsecretsecret',
    STRIPE_SECRET: 'sk_live_0123456789abcdef',
    STRIPE_WEBHOOK_SECRET: 'not-a-signing-secret',
    STRIPE_METER_WEBHOOK_SECRET: 'not-one-either',
    HSX_MODE: 'test',
  };
  const found = await visit(['--offline'], { environment });
  expect(told(found, 'environment.settings')).toContain('HUBSPOT_CLIENT_ID is missing.');
  expect(told(found, 'environment.settings')).toContain(
    'STRIPE_SECRET is a live key, but HSX_MODE is "test".',
  );
  expect(told(found, 'environment.settings')).toContain('APP_URL is no https address');
  expect(told(found, 'environment.strength')).toContain('HSX_SECRET repeats itself');
  expect(told(found, 'environment.webhookSecret')).toContain('→ hs-x secrets set STRIPE_WEBHOOK_SECRET');
  expect(told(found, 'environment.webhookSecret')).toContain(
    '→ hs-x secrets set STRIPE_METER_WEBHOOK_SECRET',
  );
  expect(told(found, 'environment.shared')).toContain('HSX_SECRET and HSX_ADMIN_SECRET have one value');
  for (const value of [environment.HSX_SECRET, environment.STRIPE_SECRET, environment.STRIPE_WEBHOOK_SECRET])
    expect(found.text).not.toContain(value);
});

test('a live key beside an address of this machine is a problem', async () => {
  const environment = { APP_URL: 'http://localhost:8787', STRIPE_SECRET: 'sk_live_0123456789abcdef' };
  const found = await visit(['--offline'], { environment });
  expect(told(found, 'environment.mode')).toMatch(/^problem: .*real money from a laptop/);
});

test('a project that sends people back to another address is a problem', async () => {
  const project = { config: { auth: { redirectUrls: ['https://old.example.com/oauth/callback'] } } };
  world.app.write('hubspot/src/app/app-hsmeta.json', JSON.stringify(project));
  const environment = { APP_URL: 'https://app.example.com' };
  const found = await visit(['--offline'], { environment });
  expect(told(found, 'hubspot.redirect')).toMatch(
    /^problem: .* → hs-x build --url https:\/\/app.example.com/,
  );
});

test('a sender without a transport is a problem, and no sender at all a warning', async () => {
  expect(told(await visit(['--offline']), 'mail.transport')).toMatch(/^warning: hs-x.toml names no sender/);
  world.app.write('hs-x.toml', `${FIXTURE_CONFIG}\n[email]\nfrom = "billing@example.com"\n`);
  expect(told(await visit(['--offline']), 'mail.transport')).toMatch(/^problem: Mails cannot be sent/);
  world.app.write('hs-x.toml', FIXTURE_CONFIG);
});

test('an hs-x.toml that is wrong is a problem, and the other checks go on', async () => {
  world.app.write('hs-x.toml', FIXTURE_CONFIG.replace('trial_days = 14', 'trial_dayz = 14'));
  const found = await visit(['--offline']);
  expect(told(found, 'configuration.file')).toMatch(/^problem: .*trial_dayz/s);
  expect(told(found, 'environment.node')).toMatch(/^ok/);
  world.app.write('hs-x.toml', FIXTURE_CONFIG);
});

test('under a turned clock, commands and the doctor tell dates by the clock of the app', async () => {
  const before = await world.billing('http', ['show', PAYING], { now: Date.now });
  expect(before.output).toMatch(/in 1[34] days/);
  await world.dev.advanceBy(10 * DAY_MS);
  for (const way of ['file', 'http'] as const) {
    const { output } = await world.billing(way, ['show', PAYING], { now: Date.now });
    expect(output).toMatch(/in [34] days/);
  }
  expect(told(await visit(), 'app.lastEvent')).toMatch(/ (?:days|hours|minutes|seconds) ago|now/);
});
