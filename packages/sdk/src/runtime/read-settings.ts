/** What a deployment is told through its environment: addresses and secrets. Everything missing is named at once, nothing is printed. */
import type { AppConfig } from '../contract/app-config.js';
import { HsxError } from '../kernel/hsx-error.js';
import type { Mode } from '../kernel/ids.js';
import { signingKeyOf } from '../kernel/webhook-signature.js';
import type { Environment } from '../worker/env.js';
import { readControlPlane, type ControlPlaneSettings } from './read-control-plane.js';
import { readPartnerSecrets, type PartnerSecrets } from './read-partner-secrets.js';

/** A deployment's settings. */
export interface Settings {
  /** Keeps several apps apart in one database. `HSX_APP`, default "app". */
  readonly app: string;
  readonly mode: Mode;
  /** `APP_URL`: the public origin, https or http://localhost. */
  readonly appUrl: string;
  /** `HSX_SECRET`, comma-separated for rotation, the present one first; at least 32 characters each. */
  readonly secrets: readonly [string, ...string[]];
  readonly hubspotClientId: string;
  /** `HUBSPOT_CLIENT_SECRET`, comma-separated for rotation. */
  readonly hubspotSecrets: readonly [string, ...string[]];
  /** `ALERTS_WEBHOOK_SECRET`, `whsec_` and base64; null when no webhook is told of alerts. */
  readonly alertsWebhookSecret: string | null;
  /** `HSX_ADMIN_SECRET`, comma-separated for rotation, at least 32 characters each; empty: operators cannot ask over HTTP. */
  readonly adminSecrets: readonly string[];
  /** `HSX_PARTNER_SECRETS`, such as `acme=whsec_…,whsec_…; globex=whsec_…`; empty: no partner may tell of grants. */
  readonly partnerSecrets: PartnerSecrets;
  /** `HSX_CONTROL_PLANE_URL` and `HSX_CONTROL_PLANE_KEY`, both or neither; null: the app has no control plane. */
  readonly controlPlane: ControlPlaneSettings | null;
  /** Null when the provider is not Stripe. */
  readonly stripe: StripeSettings | null;
}

/** What an app that sells through Stripe is told. */
export interface StripeSettings {
  /** `STRIPE_SECRET`. */
  readonly secretKey: string;
  /** `STRIPE_WEBHOOK_SECRET`, comma-separated for rotation: what the webhook endpoint signs with. */
  readonly webhookSecrets: readonly string[];
  /** `STRIPE_METER_WEBHOOK_SECRET`, comma-separated for rotation: what the event destination of meter errors signs with; empty: there is none. */
  readonly meterWebhookSecrets: readonly string[];
}

const MIN_SECRET_LENGTH = 32;

/** Reads the settings. Throws ENVIRONMENT_INVALID naming every missing or malformed name. */
export function readSettings(environment: Environment, config: AppConfig): Settings {
  const problems: string[] = [];
  const need = (name: string): string => {
    const value = environment[name]?.trim() ?? '';
    if (value === '') problems.push(`${name} is missing`);
    return value;
  };
  const needList = (name: string): readonly [string, ...string[]] => {
    const [first = '', ...rest] = listOf(need(name));
    if (first === '') problems.push(`${name} is missing`);
    return [first, ...rest];
  };
  const usesStripe = config.billing.provider === 'stripe';
  const stripe: StripeSettings | null = usesStripe
    ? {
        secretKey: need('STRIPE_SECRET'),
        webhookSecrets: needList('STRIPE_WEBHOOK_SECRET'),
        meterWebhookSecrets: listOf(environment.STRIPE_METER_WEBHOOK_SECRET ?? ''),
      }
    : null;
  const settings: Settings = {
    app: environment.HSX_APP?.trim().replace(/^$/, 'app') ?? 'app',
    mode: modeOf(stripe?.secretKey ?? '', environment, problems),
    appUrl: originOf(need('APP_URL'), problems),
    secrets: needList('HSX_SECRET'),
    hubspotClientId: need('HUBSPOT_CLIENT_ID'),
    hubspotSecrets: needList('HUBSPOT_CLIENT_SECRET'),
    alertsWebhookSecret: config.alerts.webhook === null ? null : need('ALERTS_WEBHOOK_SECRET'),
    adminSecrets: listOf(environment.HSX_ADMIN_SECRET ?? ''),
    partnerSecrets: readPartnerSecrets(environment.HSX_PARTNER_SECRETS ?? '', problems),
    controlPlane: readControlPlane(environment, problems),
    stripe,
  };
  problems.push(...malformed(settings));
  if (problems.length > 0) throw invalid([...new Set(problems)]);
  return settings;
}

/** What is there and cannot be right. */
function malformed({ secrets, adminSecrets, alertsWebhookSecret, stripe }: Settings): readonly string[] {
  const isShort = (secret: string) => secret !== '' && secret.length < MIN_SECRET_LENGTH;
  const tooShort = `has fewer than ${MIN_SECRET_LENGTH} characters`;
  return [
    ...(secrets.some(isShort) ? [`HSX_SECRET ${tooShort}`] : []),
    ...(adminSecrets.some(isShort) ? [`HSX_ADMIN_SECRET ${tooShort}`] : []),
    ...(isSigningSecret(alertsWebhookSecret)
      ? []
      : ['ALERTS_WEBHOOK_SECRET is not "whsec_" and the base64 of 24 to 64 bytes']),
    // The endpoint's are looked at by the provider, which would not know the name of these.
    ...(stripe?.meterWebhookSecrets.every((secret) => /^whsec_\S+$/.test(secret)) === false
      ? ['STRIPE_METER_WEBHOOK_SECRET has a value that does not begin with "whsec_", or has a space in it']
      : []),
  ];
}

/** One deployment, one mode: the key says which; without a key `HSX_MODE` does, default live. Both must agree. */
function modeOf(secretKey: string, environment: Environment, problems: string[]): Mode {
  const wished = environment.HSX_MODE?.trim() ?? '';
  if (wished !== '' && wished !== 'test' && wished !== 'live') {
    problems.push('HSX_MODE is neither "test" nor "live"');
  }
  if (secretKey === '') return wished === 'test' ? 'test' : 'live';
  const keyMode = /^(?:sk|rk)_(test|live)_/.exec(secretKey)?.[1] as Mode | undefined;
  if (keyMode === undefined)
    problems.push('STRIPE_SECRET begins with none of sk_test_, rk_test_, sk_live_, rk_live_');
  else if (wished !== '' && wished !== keyMode) {
    problems.push(`STRIPE_SECRET is a ${keyMode} key, but HSX_MODE is "${wished}"`);
  }
  return keyMode ?? 'test';
}

function originOf(text: string, problems: string[]): string {
  const url = URL.parse(text);
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (text !== '' && !isAllowed)
    problems.push('APP_URL is no https address (http is allowed for localhost only)');
  if (url && isAllowed && url.href !== `${url.origin}/`) {
    problems.push('APP_URL has more than scheme, host and port; the app answers at the root of its own host');
  }
  return url?.origin ?? '';
}

/** A missing one is another problem. */
function isSigningSecret(secret: string | null): boolean {
  return secret === null || secret === '' || signingKeyOf(secret) !== null;
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function invalid(problems: readonly string[]): HsxError {
  return new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: `The app cannot start: ${problems.join('; ')}.`,
    hint: 'Set these environment names where the app runs. `hs-x dev` sets them by itself.',
    details: { problems },
  });
}
