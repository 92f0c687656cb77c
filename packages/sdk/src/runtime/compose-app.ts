/** The composition root of every runtime: the one place where an app meets its adapters. */
import type { Alerting } from '../billing/billing-engine.js';
import type { AlertSink } from '../billing/ports/alert-sink.js';
import type { BounceReader } from '../billing/ports/bounce-reader.js';
import type { Mailer } from '../billing/ports/mailer.js';
import type { PaymentProvider } from '../billing/ports/payment-provider.js';
import { createRules } from '../billing/rules.js';
import { EVENT_LANES } from '../billing/shell/process-events.js';
import type { AdminPort } from '../contract/admin/admin-operations.js';
import type { ControlPlaneBilling } from '../contract/control-plane.js';
import { createControlPlaneClient } from '../control-plane/index.js';
import { DRILL_EVENT_TYPE } from '../contract/admin/admin-secrets.js';
import type { AppConfig } from '../contract/app-config.js';
import {
  createOauthStates,
  createTokenClient,
  createTokenSource,
  HUBSPOT_ORIGINS,
  type HubspotOrigins,
} from '../hubspot/index.js';
import { systemClock, type Clock } from '../kernel/clock.js';
import type { Background } from '../kernel/background.js';
import { createCoalescer, uncoalesced } from '../kernel/coalesce.js';
import { createEncryption } from '../kernel/encryption.js';
import { createKeyedHash } from '../kernel/keyed-hash.js';
import type { Logger } from '../kernel/logger.js';
import { createTokenSigner, type TokenSigner } from '../kernel/signed-token.js';
import { createTurns } from '../kernel/turns.js';
import type { HubspotApp } from '../worker/app-parts.js';
import { partnerProvider } from '../providers/partner/partner-provider.js';
import { stripeProvider } from '../providers/stripe/stripe-provider.js';
import { webhookSink } from '../sinks/webhook-sink.js';
import type { Stores } from '../store/stores.js';
import { checkoutUrls } from '../worker/checkout-urls.js';
import { createApp, type App, type AppOptions } from '../worker/create-app.js';
import type { OriginMap } from '../worker/ctx-http.js';
import { useEnvironment, type Environment } from '../worker/env.js';
import { createFormerHashKeys, type FormerHashKeys } from '../worker/secrets/former-hash-keys.js';
import { createSecretLog, type SecretLog } from '../worker/secrets/secret-log.js';
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
  readonly background: Background;
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
  /** Whether requests may wait for each other's work. False on Workers, where what one request began ends with it. Default true. */
  readonly sharesWork?: boolean;
}

/** An app with its engine, for runtimes and operators' commands. */
export interface ComposedApp {
  readonly app: App;
  readonly admin: AdminPort;
  readonly engine: AppOptions['engine'];
  readonly settings: Settings;
}

/** What trial identities are hashed for; part of the hash. */
const TRIAL_HASH = 'trial ledger';

/** Puts an app together. Throws ENVIRONMENT_INVALID. */
export function composeApp(options: CompositionOptions): ComposedApp {
  const { definition, config, stores, background } = options;
  useEnvironment(options.environment);
  const settings = readSettings(options.environment, config);
  const signer = createTokenSigner(settings.secrets);
  const secretLog = secretLogOf(options, settings);
  const hashKeys = hashKeysOf(options, settings);
  const engine = engineOf(options, settings, { secretLog, hashKeys });
  const app = createApp({
    definition,
    config,
    engine,
    kv: stores.kv,
    once: stores.once,
    syncRuns: stores.syncRuns,
    adminStore: stores.admin,
    secretStore: stores.secrets,
    secretLog,
    hashKeys,
    adminSecrets: settings.adminSecrets,
    controlPlane: controlPlaneOf(options, settings),
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
  const { stores, logger, clock = systemClock, sharesWork = true } = options;
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
    tokenSource: createTokenSource({ store: stores.tokens, client, encryption, clock, logger, sharesWork }),
  };
}

function engineOf(
  options: CompositionOptions,
  settings: Settings,
  { secretLog, hashKeys }: { readonly secretLog: SecretLog; readonly hashKeys: FormerHashKeys },
): ComposedApp['engine'] {
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
    listedSubscriptions: stores.listedSubscriptions,
    hashIdentity: createKeyedHash(settings.secrets, TRIAL_HASH, () => hashKeys.all()),
    provider: providerOf(options, settings, secretLog),
    partners: partnerProvider(settings.partnerSecrets),
    mailer: options.mailer ?? null,
    alerts: alertingOf(options, settings),
    encryption: createEncryption(settings.secrets),
    checkout: config.billing.checkout,
    urls: checkoutUrls({ appUrl: settings.appUrl, signer, clock }),
    coalescer: options.sharesWork === false ? uncoalesced : createCoalescer(),
    eventTurns: options.sharesWork === false ? null : createTurns(EVENT_LANES),
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

function controlPlaneOf(
  { wallClock = systemClock }: CompositionOptions,
  { controlPlane }: Settings,
): ControlPlaneBilling | null {
  return controlPlane && createControlPlaneClient({ ...controlPlane, wallClock });
}

function hashKeysOf({ stores }: CompositionOptions, settings: Settings): FormerHashKeys {
  const { secrets } = settings;
  const scope = { app: settings.app, mode: settings.mode };
  const encryption = createEncryption(secrets);
  return createFormerHashKeys({ kv: stores.kv, scope, encryption, secrets, purpose: TRIAL_HASH });
}

function secretLogOf(options: CompositionOptions, settings: Settings): SecretLog {
  const { stores, logger, background, wallClock = systemClock } = options;
  const live = {
    HSX_SECRET: settings.secrets,
    HUBSPOT_CLIENT_SECRET: settings.hubspotSecrets,
    STRIPE_WEBHOOK_SECRET: settings.stripe?.webhookSecrets ?? [],
    STRIPE_METER_WEBHOOK_SECRET: settings.stripe?.meterWebhookSecrets ?? [],
    HSX_ADMIN_SECRET: settings.adminSecrets,
  };
  const scope = { app: settings.app, mode: settings.mode };
  return createSecretLog({ live, scope, store: stores.secrets, wallClock, logger, background });
}

function providerOf(
  options: CompositionOptions,
  settings: Settings,
  secretLog: SecretLog,
): PaymentProvider | null {
  if (!settings.stripe) return null;
  const { config, vendors, logger, clock = systemClock } = options;
  const origin = vendors ? { origin: vendors.stripeOrigin } : {};
  const { checkout } = config.billing;
  const { secretKey, webhookSecrets, meterWebhookSecrets } = settings.stripe;
  const onGenuine = (secret: string, type: unknown) => {
    const isEndpoints = webhookSecrets.includes(secret);
    const name = isEndpoints ? 'STRIPE_WEBHOOK_SECRET' : 'STRIPE_METER_WEBHOOK_SECRET';
    secretLog.note(name, secret, type === DRILL_EVENT_TYPE ? 'probed' : 'used');
  };
  return stripeProvider({
    secretKey,
    webhookSecrets: [...webhookSecrets, ...meterWebhookSecrets], // both senders have the one address
    mode: settings.mode,
    checkout,
    logger,
    clock,
    onGenuine,
    ...origin,
  });
}
