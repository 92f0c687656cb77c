/** Another start of a world's app: other secrets, other options, the same database, clock and vendors. The world's own must be stopped. */
import { createLogger, jsonLines, type WorkerDefinition, billing, defineWorker } from '@hs-x/sdk';
import { startNodeApp, type RunningApp, type StartOptions } from '@hs-x/sdk/node';
import { readFile } from 'node:fs/promises';
import { loadAppConfig } from '@hs-x/sdk/config';
import type { World } from '../support/start-world.js';

export interface LoneApp {
  readonly app: RunningApp;
  readonly logLines: readonly string[];
}

/** The environment `startWorld` gives its app. */
export function environmentOf(world: World): Record<string, string> {
  const { settings } = world.app;
  const meterSecrets = settings.stripe?.meterWebhookSecrets ?? [];
  return {
    APP_URL: settings.appUrl,
    HSX_SECRET: settings.secrets.join(','),
    HUBSPOT_CLIENT_ID: settings.hubspotClientId,
    HUBSPOT_CLIENT_SECRET: settings.hubspotSecrets.join(','),
    STRIPE_SECRET: settings.stripe?.secretKey ?? '',
    STRIPE_WEBHOOK_SECRET: settings.stripe?.webhookSecrets.join(',') ?? '',
    ...(meterSecrets.length === 0 ? {} : { STRIPE_METER_WEBHOOK_SECRET: meterSecrets.join(',') }),
  };
}

/** Starts it. */
export async function startLoneApp(
  world: World,
  environment: Readonly<Record<string, string>>,
  options: Partial<StartOptions> = {},
): Promise<LoneApp> {
  const toml = await readFile(new URL('../../examples/billing-guide/hs-x.toml', import.meta.url), 'utf8');
  const definition: WorkerDefinition = defineWorker(({ worker }) => worker.use(billing()));
  const logLines: string[] = [];
  const { origin } = world.simulators.hubspot;
  const app = await startNodeApp({
    definition,
    config: loadAppConfig(toml),
    database: world.databaseFile,
    port: Number(new URL(world.appUrl).port),
    hostname: 'localhost',
    logger: createLogger(jsonLines((line) => logLines.push(line))),
    clock: { now: () => world.simulators.clock.now() },
    wallClock: { now: () => Date.now() },
    vendors: {
      hubspotOrigins: { appOrigin: origin, apiOrigin: origin },
      stripeOrigin: world.simulators.stripe.origin,
      httpOrigins: {},
    },
    environment,
    ...options,
  });
  return { app, logLines };
}
