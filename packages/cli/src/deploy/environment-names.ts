/** The environment names an app needs in production: HS-X's own, as hs-x.toml makes them necessary, and those its code asks for with `env('…')`. */
import type { AppConfig } from '@hs-x/sdk/config';
import type { EnvironmentName } from './deploy-target.js';

/** Every name once: the required ones first. `authorsNames`: what the worker asks `env()` for. */
export function environmentNames(
  config: AppConfig,
  authorsNames: readonly string[],
): readonly EnvironmentName[] {
  const known = [
    ...coreNames(),
    ...stripeNames(config),
    ...mailNames(config),
    ...alertNames(config),
    ...optionalNames(),
  ];
  const own = authorsNames
    .filter((name) => !known.some((other) => other.name === name))
    .map((name) => secret(name, 'the app’s own: its code asks for it'));
  return [...known, ...own].toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

function coreNames(): readonly EnvironmentName[] {
  return [
    plain('APP_URL', 'public origin of the app, such as https://app.example.com'),
    secret(
      'HSX_SECRET',
      'signs links and encrypts tokens: 32 characters or more, such as openssl rand -hex 32 makes',
    ),
    plain('HUBSPOT_CLIENT_ID', 'of the app’s Auth page in HubSpot'),
    secret('HUBSPOT_CLIENT_SECRET', 'of the same page'),
    {
      ...secret('HSX_ADMIN_SECRET', 'lets hs-x billing --url ask the app: 32 characters or more'),
      isRequired: false,
    },
  ];
}

/** For apps that need them; HS-X's README says for what. */
function optionalNames(): readonly EnvironmentName[] {
  const names = [
    secret('HSX_PARTNER_SECRETS', 'partners who give access: <partner>=whsec_…; <partner>=whsec_…'),
    plain('HSX_CONTROL_PLANE_URL', 'a control plane that keeps the mappings of several apps'),
    secret('HSX_CONTROL_PLANE_KEY', 'what that control plane knows the app by'),
  ];
  return names.map((name) => ({ ...name, isRequired: false }));
}

function stripeNames({ billing }: AppConfig): readonly EnvironmentName[] {
  if (billing.provider !== 'stripe') return [];
  return [
    secret('STRIPE_SECRET', 'Stripe’s secret key; sk_live_… or sk_test_… decides the mode'),
    secret(
      'STRIPE_WEBHOOK_SECRET',
      'whsec_… of the webhook endpoint; hs-x billing plans push makes the endpoint',
    ),
    ...(Object.keys(billing.meter).length === 0 ? [] : [METER_SECRET]),
  ];
}

const METER_SECRET: EnvironmentName = {
  ...secret(
    'STRIPE_METER_WEBHOOK_SECRET',
    'whsec_… of the event destination of meter errors; hs-x billing plans push makes it, too',
  ),
  isRequired: false,
};

function mailNames({ email }: AppConfig): readonly EnvironmentName[] {
  if (email.from === null) return [];
  return [
    secret('RESEND_API_KEY', 'mails over Resend; on a server SMTP_URL instead works as well'),
    { ...secret('RESEND_WEBHOOK_SECRET', 'bounces, told to /webhooks/email'), isRequired: false },
  ];
}

function alertNames({ alerts }: AppConfig): readonly EnvironmentName[] {
  return alerts.webhook === null
    ? []
    : [secret('ALERTS_WEBHOOK_SECRET', 'signs alerts: whsec_ and the base64 of 24 to 64 bytes')];
}

function plain(name: string, about: string): EnvironmentName {
  return { name, about, isSecret: false, isRequired: true };
}

function secret(name: string, about: string): EnvironmentName {
  return { name, about, isSecret: true, isRequired: true };
}
