import { createServer, type Server } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startSimulators, type Simulators } from '@hs-x/simulators';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startAppProcess, type AppProcess, type AppProcessSettings } from '../support/app-process.js';
import { freePort } from '../support/free-port.js';

const PORTAL = 51200417;

let folder: string;
let simulators: Simulators;
let blackHole: Server;
let app: AppProcess;
let settings: AppProcessSettings;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hs-x-crash-'));
  simulators = await startSimulators();
  simulators.stripe.control.seedCatalogue(
    ['price_northstar_team', 'price_northstar_scale'].map((priceId) => ({
      priceId,
      productName: priceId,
      amountMinor: 4_900,
      currency: 'usd',
      interval: 'month',
    })),
  );
  blackHole = createServer().listen(0, '127.0.0.1');
  const port = await freePort();
  const appUrl = `http://localhost:${port}`;
  const { secret } = simulators.stripe.control.registerWebhook(`${appUrl}/webhooks/stripe`);
  const { clientId, clientSecret } = simulators.hubspot.control.configureApp({
    appOrigin: appUrl,
    redirectUrls: [`${appUrl}/oauth/callback`],
    scopes: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'],
  });
  settings = {
    database: join(folder, 'app.sqlite'),
    port,
    stripeOrigin: simulators.stripe.origin,
    hubspotOrigin: simulators.hubspot.origin,
    nowMs: simulators.clock.now(),
    environment: {
      APP_URL: appUrl,
      HSX_SECRET: 'a-secret-for-tests-of-32-characters-or-more',
      HUBSPOT_CLIENT_ID: clientId,
      HUBSPOT_CLIENT_SECRET: clientSecret,
      STRIPE_SECRET: simulators.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: secret,
    },
  };
  app = await startAppProcess(settings);
});

afterEach(async () => {
  await app.kill9();
  blackHole.close();
  await simulators.close();
  await rm(folder, { recursive: true, force: true });
});

/** One value of the database, read from outside while the app runs. */
function ask(query: string): unknown {
  const database = new Database(settings.database, { readonly: true });
  try {
    return database.prepare(query).pluck().get();
  } finally {
    database.close();
  }
}

async function installAndGetCheckout(): Promise<string> {
  const start = await fetch(`${settings.environment.APP_URL ?? ''}/oauth/start`, { redirect: 'manual' });
  const consent = simulators.hubspot.control.answerConsent(start.headers.get('location') ?? '', {
    portalId: PORTAL,
    decision: 'connect',
  });
  if ('refusal' in consent) throw new Error(consent.refusal);
  const callback = await fetch(consent.location, { redirect: 'manual' });
  return new URL(callback.headers.get('location') ?? '').pathname.split('/').at(-1) ?? '';
}

it('entitles the portal after kill -9 between storing a webhook and committing its decision, without the provider sending again', async () => {
  const sessionId = await installAndGetCheckout();
  await app.kill9();
  // A process whose provider never answers: it can store a webhook, but the observation that follows hangs.
  const { port } = blackHole.address() as { port: number };
  app = await startAppProcess({ ...settings, stripeOrigin: `http://127.0.0.1:${port}` });
  simulators.stripe.control.submitCheckout(sessionId, {
    name: 'Accounts Payable',
    payment: { kind: 'card', entry: { number: '4242424242424242', expiry: '12/34', cvc: '123' } },
  });
  await simulators.settle();
  expect(ask(`SELECT count(*) FROM inbox WHERE state = 'open'`)).toBeGreaterThan(0);
  expect(ask(`SELECT entitlement FROM accounts`)).toContain('"plan":"free"');
  await app.kill9();

  simulators.stripe.control.dropWebhooks(1_000);
  app = await startAppProcess(settings);
  await vi.waitFor(() => expect(ask(`SELECT entitlement FROM accounts`)).toContain('"plan":"team"'), 10_000);
  expect(ask(`SELECT count(*) FROM inbox WHERE state = 'open'`)).toBe(0);
});

it('opens one customer and one checkout when it is killed while the provider is asked for them', async () => {
  await app.kill9();
  const { port } = blackHole.address() as { port: number };
  app = await startAppProcess({ ...settings, stripeOrigin: `http://127.0.0.1:${port}` });
  const install = installAndGetCheckout().catch(() => 'cut off');
  await vi.waitFor(() => expect(ask(`SELECT document FROM accounts`)).toContain('createCustomer'), 10_000);
  await app.kill9();
  expect(await install).toBe('cut off');

  app = await startAppProcess(settings);
  await vi.waitFor(() => expect(ask(`SELECT document FROM accounts`)).toContain('"checkoutId":"cs_'), 10_000);
  const { customers, sessions } = counts();
  expect({ customers, sessions }).toEqual({ customers: 1, sessions: 1 });
});

function counts(): { customers: number; sessions: number } {
  const account = simulators.stripe.control.snapshot() as Record<string, readonly unknown[] | undefined>;
  return { customers: account.customers?.length ?? 0, sessions: account.checkoutSessions?.length ?? 0 };
}
