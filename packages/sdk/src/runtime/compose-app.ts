/** The composition root of every runtime: the one place where an app meets its adapters. */
import type { Alerting } from '../billing/billing-engine.js';
import type { AlertSink, BounceReader, Mailer, PaymentProvider } from '../billing/ports.js';
import { createRules } from '../billing/rules.js';
import type { AdminPort } from '../contract/admin/admin-operations.js';
import type { AppConfig } from '../contract/app-config.js';
import {
  createOauthStates,
  createTokenClient,
  createTokenSource,
  HUBSPOT_ORIGINS,
  type HubspotOrigins,
} from '../hubspot/index.js';
import { systemClock, type Clock } from '../kernel/clock.js';
import { createCoalescer } from '../kernel/coalesce.js';
import { createEncryption } from '../kernel/encryption.js';
import { createKeyedHash } from '../kernel/keyed-hash.js';
import type { Logger } from '../kernel/logger.js';
import { createTokenSigner, type TokenSigner } from '../kernel/signed-token.js';
import type { HubspotApp } from '../worker/app-parts.js';
import { stripeProvider } from '../providers/stripe/index.js';
import { webhookSink } from '../sinks/webhook-sink.js';
import type { Stores } from '../store/stores.js';
import { checkoutUrls } from '../worker/checkout-urls.js';
import { createApp, type App, type AppOptions } from '../worker/create-app.js';
import type { OriginMap } from '../worker/ctx-http.js';
import { useEnvironment, type Environment } from '../worker/env.js';
import type { WorkerDefinition } from '../worker/worker-definition.js';
import { readSettings, type Settings } from './read-settings.js';

/** Where the vendors are, when they are not themselves; given by `hs-x dev` in code, never by the environment. */
export interface VendorOverrides {
  readonly hubspotOrigins: HubspotOrigins;
  readonly stripeOrigin: string;
  /** For the author's own `ctx.http` calls. */
  readonly httpOrigins: OriginMap;
}

/** What an app is made of. */
export interface CompositionOptions {
  readonly definition: WorkerDefinition;
  readonly config: AppConfig;
  readonly environment: Environment;
  readonly stores: Stores;
  readonly logger: Logger;
  readonly background: (work: () => Promise<unknown>) => void;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** For signatures; default: the machine's clock. */
  readonly wallClock?: Clock;
  /** Without one, mails wait in the outbox. */
  readonly mailer?: Mailer;
  /** Reads what the mail carrier tells `/webhooks/email`; without one that address does not exist. */
  readonly bounceReader?: BounceReader;
  /** Places that are told of alerts besides those of `[alerts]`; each name once. Default: none. */
  readonly alertSinks?: readonly AlertSink[];
  readonly vendors?: VendorOverrides;
}

/** An app with its engine, for runtimes and operators' commands. */
export interface ComposedApp {
  readonly app: App;
  readonly admin: AdminPort;
  readonly engine: AppOptions['engine'];
  readonly settings: Settings;
}

/** Puts an app together. Throws ENVIRONMENT_INVALID. */
export function composeApp(options: CompositionOptions): ComposedApp {
  const { definition, config, stores, background } = options;
  useEnvironment(options.environment);
  const settings = readSettings(options.environment, config);
  const signer = createTokenSigner(settings.secrets);
  const engine = engineOf(options, settings);
  const app = createApp({
    definition,
    config,
    engine,
    kv: stores.kv,
    once: stores.once,
    syncRuns: stores.syncRuns,
    adminStore: stores.admin,
    adminSecrets: settings.adminSecrets,
    signer,
    appUrl: settings.appUrl,
    vendorOrigins: options.vendors?.httpOrigins ?? {},
    background,
    bounceReader: options.bounceReader ?? null,
    hubspot: hubspotOf(options, settings, signer),
  });
  return { app, admin: app.admin, engine, settings };
}

function hubspotOf(options: CompositionOptions, settings: Settings, signer: TokenSigner): HubspotApp {
  const { stores, logger, clock = systemClock } = options;
  const { hubspotClientId: clientId, hubspotSecrets: secrets } = settings;
  const encryption = createEncryption(settings.secrets);
  const redirectUri = `${settings.appUrl}/oauth/callback`;
  const origins = options.vendors?.hubspotOrigins ?? HUBSPOT_ORIGINS;
  const client = createTokenClient({ clientId, clientSecret: secrets[0], redirectUri, clock, origins });
  return {
    clientId,
    secrets,
    redirectUri,
    origins,
    extraReturnOrigins: options.vendors ? [origins.appOrigin] : [],
    client,
    states: createOauthStates({ signer, onceStore: stores.once, clock }),
    tokens: stores.tokens,
    tokenSource: createTokenSource({ store: stores.tokens, client, encryption, clock, logger }),
  };
}

function engineOf(options: CompositionOptions, settings: Settings): ComposedApp['engine'] {
  const { config, definition, stores, logger, clock = systemClock } = options;
  const signer = createTokenSigner(settings.secrets);
  return {
    scope: { app: settings.app, mode: settings.mode },
    rules: createRules(config.billing, { mode: settings.mode, isHandWired: !definition.usesBilling }),
    store: stores.billing,
    inbox: stores.inbox,
    outbox: stores.outbox,
    trialLedger: stores.trialLedger,
    usage: stores.usage,
    meterLedger: stores.meterLedger,
    hashIdentity: createKeyedHash(settings.secrets, 'trial ledger'),
    provider: providerOf(options, settings),
    mailer: options.mailer ?? null,
    alerts: alertingOf(options, settings),
    encryption: createEncryption(settings.secrets),
    checkout: config.billing.checkout,
    urls: checkoutUrls({ appUrl: settings.appUrl, signer, clock }),
    coalescer: createCoalescer(),
    clock,
    wallClock: options.wallClock ?? systemClock,
    logger,
  };
}

/** Under `hs-x dev` nothing outside this machine is called, whatever hs-x.toml names. */
function alertingOf(
  options: CompositionOptions,
  { alertsWebhookSecret: secret, ...settings }: Settings,
): Alerting {
  const { config, stores, vendors, alertSinks = [], wallClock = systemClock } = options;
  const { email, webhook: url } = config.alerts;
  const scope = { app: settings.app, mode: settings.mode };
  const isReachable = url !== null && (vendors === undefined || isOnThisMachine(url));
  const sinks =
    isReachable && secret !== null
      ? [webhookSink({ url, secret, scope, wallClock }), ...alertSinks]
      : alertSinks;
  return { store: stores.alerts, email, sinks };
}

function isOnThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

function providerOf(options: CompositionOptions, settings: Settings): PaymentProvider | null {
  if (!settings.stripe) return null;
  const { config, vendors, logger, clock = systemClock } = options;
  const origin = vendors ? { origin: vendors.stripeOrigin } : {};
  const { checkout } = config.billing;
  return stripeProvider({ ...settings.stripe, mode: settings.mode, checkout, logger, clock, ...origin });
}
