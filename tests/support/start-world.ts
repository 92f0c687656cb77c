/** An app with both vendors around it, in one process: real HTTP, a real database, the frozen clock of the simulators. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, jsonLines, type WorkerDefinition } from '@hs-x/sdk';
import type { Mail } from '@hs-x/sdk/billing';
import { loadAppConfig } from '@hs-x/sdk/config';
import { startNodeApp, type RunningApp, type StartOptions } from '@hs-x/sdk/node';
import { METER_ERROR_EVENT_TYPES } from '@hs-x/sdk/stripe';
import { startSimulators, type Simulators } from '@hs-x/simulators';
import { freePort } from './free-port.js';
import { lendDatabase } from './postgres.js';
import { startWorkerApp, workerPort } from './start-worker-app.js';

const EXAMPLE = new URL('../../examples/billing-guide/', import.meta.url);

export interface WorldOptions {
  /** Default: the worker of examples/billing-guide, as it is built by the loader of the test runner. */
  readonly definition?: WorkerDefinition;
  /** Text of `hs-x.toml`. Default: the example's. */
  readonly toml?: string;
  /** Where the app runs. Default: what `HSX_TEST_RUNTIME` says, Node when it says nothing. */
  readonly runtime?: 'node' | 'workerd';
  /** Whether the app in workerd has a queue. Default false. */
  readonly usesQueue?: boolean;
  /** What the app in Node keeps its data in. Default: what `HSX_TEST_STORE` says, SQLite when it says nothing. */
  readonly database?: 'postgres' | 'sqlite';
  /** What the app in Node is started with besides. */
  readonly start?: Partial<StartOptions>;
  /** Environment names besides those every app needs. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface World {
  readonly app: RunningApp;
  readonly appUrl: string;
  readonly simulators: Simulators;
  /** Every mail that left, in order. */
  readonly mails: readonly Mail[];
  /** Every log line the app wrote, JSON. */
  readonly logLines: readonly string[];
  /** The SQLite file; nothing is there when the app has another database. */
  readonly databaseFile: string;
  /** Lets everything due now happen on both sides. */
  settle(): Promise<void>;
  /** Turns the clock and lets everything on the way happen. */
  advanceBy(durationMs: number): Promise<void>;
  /** Stops the app and starts another one on the same database and address; with another `hs-x.toml` it is a deploy. */
  restart(deploy?: { readonly toml: string }): Promise<void>;
  close(): Promise<void>;
}

/** Starts a world; `close` ends all of it. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'hs-x-world-'));
  const toml = options.toml ?? (await readFile(new URL('hs-x.toml', EXAMPLE), 'utf8'));
  const config = loadAppConfig(toml);
  const definition = options.definition ?? (await exampleWorker());
  const { runtime = process.env.HSX_TEST_RUNTIME, database = process.env.HSX_TEST_STORE } = options;
  const databaseFile = join(folder, 'app.sqlite');
  const postgres = database === 'postgres' ? await lendDatabase() : null;
  const running: { app?: RunningApp } = {};
  let standsAt = 0;
  const simulators = await startSimulators({
    businessName: () => 'Northstar Insights',
    onClockChange: async (now) => {
      await running.app?.drain(); // what is under way has claimed its work by the former time
      standsAt = now;
      await running.app?.tick();
    },
  });
  standsAt = simulators.clock.now();
  seed(simulators, config);
  const appUrl = `http://localhost:${runtime === 'workerd' ? await workerPort() : await freePort()}`;
  const signingSecrets = registerWebhooks(simulators, `${appUrl}/webhooks/stripe`, config);
  const hubspot = configureHubspot(simulators, { appUrl, scopes: config.hubspot.scopes });
  const mails: Mail[] = [];
  const logLines: string[] = [];
  const environment = {
    APP_URL: appUrl,
    HSX_SECRET: 'a-secret-for-tests-of-32-characters-or-more',
    HUBSPOT_CLIENT_ID: hubspot.clientId,
    HUBSPOT_CLIENT_SECRET: hubspot.clientSecret,
    STRIPE_SECRET: simulators.stripe.secretKey,
    ...signingSecrets,
    ...priceNames(config),
    ...options.environment,
  };
  const vendors = {
    hubspotOrigins: { appOrigin: simulators.hubspot.origin, apiOrigin: simulators.hubspot.origin },
    stripeOrigin: simulators.stripe.origin,
    httpOrigins: { 'https://api.stripe.com': simulators.stripe.origin },
  };
  const onMail = (mail: Mail): void => void mails.push(mail);
  const onLog = (line: string): void => void logLines.push(line);
  const startInNode = (appConfig: typeof config): Promise<RunningApp> =>
    startNodeApp({
      definition,
      config: appConfig,
      database: postgres?.url ?? databaseFile,
      port: Number(new URL(appUrl).port),
      hostname: 'localhost',
      logger: createLogger(jsonLines(onLog)),
      clock: { now: () => standsAt },
      wallClock: { now: () => Date.now() },
      mailer: { deduplicates: true, send: (mail) => Promise.resolve(void mails.push(mail)) },
      vendors,
      environment,
      ...options.start,
    });
  const startInWorkerd = (appConfig: typeof config): Promise<RunningApp> => {
    if (options.definition) throw new Error('The worker file in workerd is the example’s.');
    const isFirst = running.app === undefined;
    const given = { definition, config: appConfig, environment, vendors, clock: simulators.clock };
    return startWorkerApp({ ...given, usesQueue: options.usesQueue ?? false, isFirst, onMail, onLog });
  };
  const start = (appConfig = config): Promise<RunningApp> =>
    runtime === 'workerd' ? startInWorkerd(appConfig) : startInNode(appConfig);
  running.app = await start();
  const settle = async (): Promise<void> => {
    await simulators.settle();
    await running.app?.tick();
    await simulators.settle();
  };
  return {
    get app() {
      return running.app!;
    },
    appUrl,
    simulators,
    mails,
    logLines,
    databaseFile,
    settle,
    async advanceBy(durationMs) {
      await simulators.clock.advanceBy(durationMs);
      await settle();
    },
    async restart(deploy) {
      await running.app?.stop();
      running.app = await start(deploy && loadAppConfig(deploy.toml));
    },
    async close() {
      await running.app?.stop();
      await simulators.close();
      await postgres?.giveBack();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function exampleWorker(): Promise<WorkerDefinition> {
  const module = await import('../../examples/billing-guide/worker.js');
  return module.default;
}

function seed(simulators: Simulators, config: ReturnType<typeof loadAppConfig>): void {
  const paid = config.billing.plans.flatMap((name) => config.billing.plan[name]?.stripe_price.test ?? []);
  simulators.stripe.control.seedCatalogue(
    paid.map((priceId, rank) => ({
      priceId,
      productName: `${config.app.name} ${rank === 0 ? 'Team' : 'Scale'}`,
      amountMinor: [4_900, 19_900, 49_900][rank] ?? 99_900,
      currency: 'usd',
      interval: 'month',
    })),
  );
}

/** The endpoint and, for an app that meters, the destination of meter errors at the same address; each signs with a secret of its own. */
function registerWebhooks(
  { stripe: { control } }: Simulators,
  url: string,
  { billing }: ReturnType<typeof loadAppConfig>,
): Readonly<Record<string, string>> {
  const { secret } = control.registerWebhook(url);
  if (Object.keys(billing.meter).length === 0) return { STRIPE_WEBHOOK_SECRET: secret };
  const destination = control.registerEventDestination(url, METER_ERROR_EVENT_TYPES);
  return { STRIPE_WEBHOOK_SECRET: secret, STRIPE_METER_WEBHOOK_SECRET: destination.secret };
}

function configureHubspot(simulators: Simulators, app: { appUrl: string; scopes: readonly string[] }) {
  return simulators.hubspot.control.configureApp({
    appOrigin: app.appUrl,
    redirectUrls: [`${app.appUrl}/oauth/callback`],
    scopes: app.scopes,
    name: 'Northstar Insights',
    card: { title: 'Insights', fn: 'editableInsights' },
    actions: [{ name: 'enrichContact' }],
    tools: [{ name: 'researchAccount' }],
  });
}

function priceNames(config: ReturnType<typeof loadAppConfig>): Record<string, string> {
  return Object.fromEntries(
    config.billing.plans
      .map((name) => [`STRIPE_PRICE_${name.toUpperCase()}`, config.billing.plan[name]?.stripe_price.test[0]])
      .filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
