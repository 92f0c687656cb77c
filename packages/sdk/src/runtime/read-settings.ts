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
  readonly stripe: { readonly secretKey: string; readonly webhookSecrets: readonly string[] } | null;
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
  const secretKey = usesStripe ? need('STRIPE_SECRET') : '';
  const webhookSecrets = usesStripe ? needList('STRIPE_WEBHOOK_SECRET') : [];
  const settings: Settings = {
    app: environment.HSX_APP?.trim().replace(/^$/, 'app') ?? 'app',
    mode: modeOf(secretKey, environment, problems),
    appUrl: originOf(need('APP_URL'), problems),
    secrets: needList('HSX_SECRET'),
    hubspotClientId: need('HUBSPOT_CLIENT_ID'),
    hubspotSecrets: needList('HUBSPOT_CLIENT_SECRET'),
    alertsWebhookSecret: config.alerts.webhook === null ? null : need('ALERTS_WEBHOOK_SECRET'),
    adminSecrets: listOf(environment.HSX_ADMIN_SECRET ?? ''),
    partnerSecrets: readPartnerSecrets(environment.HSX_PARTNER_SECRETS ?? '', problems),
    controlPlane: readControlPlane(environment, problems),
    stripe: usesStripe ? { secretKey, webhookSecrets } : null,
  };
  if (settings.secrets.some((secret) => secret !== '' && secret.length < MIN_SECRET_LENGTH)) {
    problems.push(`HSX_SECRET has fewer than ${MIN_SECRET_LENGTH} characters`);
  }
  if (settings.adminSecrets.some((secret) => secret.length < MIN_SECRET_LENGTH)) {
    problems.push(`HSX_ADMIN_SECRET has fewer than ${MIN_SECRET_LENGTH} characters`);
  }
  if (!isSigningSecret(settings.alertsWebhookSecret)) {
    problems.push('ALERTS_WEBHOOK_SECRET is not "whsec_" and the base64 of 24 to 64 bytes');
  }
  if (problems.length > 0) throw invalid([...new Set(problems)]);
  return settings;
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
