/** The commands against a real running app: what they say, what they refuse, and that no value is ever in what they say. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { billing, defineWorker } from '@hs-x/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWorld, type World } from '../../../../tests/support/start-world.js';
import { runCommandLine } from '../../src/main.js';
import { createFixtureApp, type FixtureApp } from '../fixture-app.js';
import { installFakeWrangler } from './fake-wrangler.js';

const VALUES = {
  HSX_SECRET: ['new-secret-of-the-app-with-32-characters', 'old-secret-of-the-app-with-32-characters'],
  STRIPE_WEBHOOK_SECRET: ['whsec_new_0123456789abcdef', 'whsec_old_0123456789abcdef'],
  STRIPE_METER_WEBHOOK_SECRET: ['whsec_new_of_meters_0123456789', 'whsec_old_of_meters_0123456789'],
  HSX_ADMIN_SECRET: ['new-secret-of-operators-of-32-characters', 'old-secret-of-operators-of-32-characters'],
  HUBSPOT_CLIENT_SECRET: ['new-client-secret-0123456789', 'old-client-secret-0123456789'],
} as const;
const ALL = Object.values(VALUES).flat();

let world: World;
let app: FixtureApp;
let handled = 0;
let home: string;
const formerHome = process.env.XDG_CONFIG_HOME;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'hs-x-home-'));
  process.env.XDG_CONFIG_HOME = home;
  const environment = Object.fromEntries(
    Object.entries(VALUES).map(([name, list]) => [name, list.join(',')]),
  );
  world = await startWorld({
    definition: defineWorker(({ worker }) => {
      worker.use(billing());
      worker.trigger('stripe.webhook', () => {
        handled += 1;
        return Promise.resolve();
      });
    }),
    environment,
  });
  await world.app.tick();
});
afterAll(async () => {
  await world.close();
  rmSync(home, { recursive: true });
  if (formerHome === undefined) delete process.env.XDG_CONFIG_HOME;
  else process.env.XDG_CONFIG_HOME = formerHome;
});

beforeEach(() => {
  app?.remove();
  app = createFixtureApp();
  const lines = Object.entries(VALUES).map(([name, list]) => `${name}=${list.join(',')}`);
  app.write('.env', [...lines, `APP_URL=${world.appUrl}`, 'HSX_MODE=test', ''].join('\n'));
});

async function run(args: string, piped = ''): Promise<{ exitCode: number; output: string }> {
  const said: string[] = [];
  const hear = (line: string) => void said.push(line);
  const exitCode = await runCommandLine([...args.split(' '), '--app', app.path], {
    print: hear,
    printError: hear,
    environment: {},
    readSecret: () => Promise.resolve(piped),
  });
  const output = said.join('\n');
  for (const value of [...ALL, piped]) if (value !== '') expect(output).not.toContain(value);
  return { exitCode, output };
}

const envLine = (name: string) =>
  new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(join(app.path, '.env'), 'utf8'))?.[1];

describe('secrets drill', () => {
  it('proves that old and new both hold, and says what keeps the old ones', async () => {
    const { exitCode, output } = await run('secrets drill');
    expect(output).toContain('Every live value holds at the app.');
    expect(exitCode).toBe(0);
    expect(output.match(/verified/g)).toHaveLength(8);
    expect(output).toMatch(
      /STRIPE_WEBHOOK_SECRET \w{8}: keep it: the app accepts the present value, but nothing genuine/,
    );
    expect(output).toMatch(/HSX_SECRET \w{8}: keep it: links in mails may still need it until/);
  });

  it('is seen by no handler of the author’s, and its events are stored and done', async () => {
    await world.app.tick();
    expect(handled).toBe(0);
    const health = await world.app.admin.call('health', {});
    expect(health.events.open ?? 0).toBe(0);
    expect(health.events.done).toBeGreaterThan(1);
  });

  it('fails when the app does not hold a value, or holds one that is not here', async () => {
    app.write(
      '.env',
      `STRIPE_WEBHOOK_SECRET=whsec_unknown_0123456789,${VALUES.STRIPE_WEBHOOK_SECRET[1]}\nHSX_MODE=test\nHSX_ADMIN_SECRET=${VALUES.HSX_ADMIN_SECRET[0]}\n`,
    );
    const { exitCode, output } = await run(`secrets drill STRIPE_WEBHOOK_SECRET --url ${world.appUrl}`);
    expect(exitCode).toBe(1);
    expect(output).toContain('not in the app');
    expect(output).toContain('refused');
    expect(output).toContain('the app only');
  });
});

describe('secrets rotate', () => {
  it('keeps a former value that an event has needed within the day, unless forced', async () => {
    await genuineEvent(VALUES.STRIPE_WEBHOOK_SECRET[1]);
    await vi.waitFor(async () => {
      const { secrets } = await world.app.admin.call('secrets', {});
      const state = secrets.find(({ name }) => name === 'STRIPE_WEBHOOK_SECRET');
      expect(state?.values[1]?.lastUsedAt).not.toBeNull();
    });
    const kept = await run(`secrets rotate STRIPE_WEBHOOK_SECRET --retire --url ${world.appUrl}`);
    expect(kept).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('was kept: it was needed') as string,
    });
    expect(envLine('STRIPE_WEBHOOK_SECRET')).toBe(VALUES.STRIPE_WEBHOOK_SECRET.join(','));
    const forced = await run('secrets rotate STRIPE_WEBHOOK_SECRET --retire --force');
    expect(forced.exitCode).toBe(0);
    expect(envLine('STRIPE_WEBHOOK_SECRET')).toBe(VALUES.STRIPE_WEBHOOK_SECRET[0]);
  });

  it('takes a vendor’s new value from a pipe, tells how to have one, and makes ours itself', async () => {
    const value = 'whsec_newer_0123456789abcdef';
    const { output } = await run('secrets rotate STRIPE_WEBHOOK_SECRET', value);
    expect(output).toContain('24 hours');
    expect(envLine('STRIPE_WEBHOOK_SECRET')).toBe([value, ...VALUES.STRIPE_WEBHOOK_SECRET].join(','));
    expect((await run('secrets rotate HSX_SECRET --behind')).exitCode).toBe(0);
    expect(envLine('HSX_SECRET')?.startsWith(`${VALUES.HSX_SECRET.join(',')},`)).toBe(true);
  });

  it('refuses names with one value, and values of another form, and changes nothing', async () => {
    expect((await run('secrets rotate STRIPE_SECRET', 'sk_test_0123456789')).output).toContain(
      'one value at a time',
    );
    const other = await run('secrets rotate STRIPE_WEBHOOK_SECRET', 'sk_test_0123456789');
    expect(other.output).toContain('begins with whsec_');
    expect(envLine('STRIPE_WEBHOOK_SECRET')).toBe(VALUES.STRIPE_WEBHOOK_SECRET.join(','));
  });
});

describe('secrets set', () => {
  it('refuses a value on the command line, and says why', async () => {
    for (const args of [
      'secrets set STRIPE_SECRET some-value-typed',
      'secrets set STRIPE_SECRET=some-value-typed',
    ]) {
      const { exitCode, output } = await run(args);
      expect(exitCode).toBe(2);
      expect(output).toContain('history');
      expect(output).not.toContain('some-value-typed');
    }
  });

  it('keeps a value in the encrypted file, where the app finds it, and replaces one only when told to', async () => {
    const token = 'pat-0123456789abcdef';
    expect((await run('secrets set AIRTABLE_TOKEN', token)).output).toContain('.hs-x/secrets.enc');
    expect(readFileSync(join(app.path, '.hs-x/secrets.enc'), 'utf8')).not.toContain(token);
    const again = await run('secrets set AIRTABLE_TOKEN', 'pat-another-0123456789');
    expect(again).toMatchObject({ exitCode: 1, output: expect.stringContaining('--replace') as string });
    expect((await run('secrets set AIRTABLE_TOKEN --replace', 'pat-another-0123456789')).exitCode).toBe(0);
  });

  it('refuses nothing, and what nobody can make here', async () => {
    expect((await run('secrets set OTHER_TOKEN')).output).toContain('nothing was changed');
    expect((await run('secrets set STRIPE_SECRET --generate')).exitCode).toBe(2);
  });
});

it('secrets list shows names, places and fingerprints, the author’s own among them, and no value', async () => {
  app.write(
    'worker.ts',
    `import { env } from '@hs-x/sdk';\nexport const token = () => env('AIRTABLE_TOKEN');\n`,
  );
  const { output } = await run(`secrets list --url ${world.appUrl}`);
  expect(output).toMatch(/HSX_SECRET +present, 1 of 2 +\w{8} +\.env/);
  expect(output).toMatch(/AIRTABLE_TOKEN +missing/);
  expect(output).toMatch(/0 tokens, \d+ webhooks/);
});

/** An event as Stripe signs it. */
async function genuineEvent(secret: string): Promise<void> {
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    id: `evt_${created}`,
    object: 'event',
    type: 'product.updated',
    livemode: false,
    created,
    data: { object: { id: 'prod_1', object: 'product' } },
  });
  const signature = createHmac('sha256', secret).update(`${created}.${body}`).digest('hex');
  const headers = { 'stripe-signature': `t=${created},v1=${signature}` };
  const answer = await fetch(`${world.appUrl}/webhooks/stripe`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
}

describe('the secrets of a Worker', () => {
  const NEW = 'sk_test_another_0123456789abcdef';

  it('are not replaced before somebody says so', async () => {
    const { puts } = installFakeWrangler(app.path, { names: ['STRIPE_SECRET'] });
    const refused = await run('secrets set STRIPE_SECRET --to workers', NEW);
    expect([refused.exitCode, puts()]).toEqual([1, []]);
    expect(refused.output).toMatch(/Worker’s secret STRIPE_SECRET has a value already[\s\S]*--replace/);
    expect((await run('secrets set STRIPE_SECRET --to workers --replace', NEW)).exitCode).toBe(0);
    expect((await run('secrets set RESEND_API_KEY --to workers', NEW)).exitCode).toBe(0);
    expect(puts()).toEqual([
      ['STRIPE_SECRET', NEW],
      ['RESEND_API_KEY', NEW],
    ]);
  });

  it('that Wrangler did not take are pushed as they are kept here, however often', async () => {
    const value = 'whsec_newer_0123456789abcdef';
    installFakeWrangler(app.path, { names: [], isDown: true });
    const failed = await run('secrets rotate STRIPE_WEBHOOK_SECRET --workers', value);
    expect([failed.exitCode, failed.output]).toEqual([
      1,
      expect.stringContaining('hs-x secrets push STRIPE_WEBHOOK_SECRET'),
    ]);
    const kept = [value, ...VALUES.STRIPE_WEBHOOK_SECRET].join(',');
    expect(envLine('STRIPE_WEBHOOK_SECRET')).toBe(kept);
    const { puts } = installFakeWrangler(app.path, { names: [] });
    for (let time = 0; time < 2; time += 1) {
      const { output } = await run('secrets push STRIPE_WEBHOOK_SECRET');
      expect(output).toContain('the Worker has the 3 values kept here');
    }
    expect(puts()).toEqual([
      ['STRIPE_WEBHOOK_SECRET', kept],
      ['STRIPE_WEBHOOK_SECRET', kept],
    ]);
    expect((await run('secrets push AIRTABLE_TOKEN')).output).toContain('has no value here');
  });
});
