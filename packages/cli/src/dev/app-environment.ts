import type { AppConfig } from '@hs-x/sdk/config';
import type { AppSecrets } from '../app-folder/app-secrets.js';
import { devAdminSecret } from '../app-folder/dev-environment.js';
import type { Environment } from '../app-folder/own-environment.js';
import type { WebhookSecrets } from './seed-stripe.js';

/** What only this run knows. */
export interface RunFacts {
  readonly appUrl: string;
  readonly secrets: AppSecrets;
  readonly stripeSecrets: WebhookSecrets;
  readonly hubspotClientId: string;
  /** Signs what the played mail carrier tells the app, and the alerts the app tells a receiver on this machine. */
  readonly mailWebhookSecret: string;
}

/** The app's environment under `dev`: the author's own names, and over them every name the billing guide uses. */
export function appEnvironment(own: Environment, config: AppConfig, run: RunFacts): Environment {
  return {
    ...own,
    ...priceNames(config),
    ALERTS_WEBHOOK_SECRET: own.ALERTS_WEBHOOK_SECRET ?? run.mailWebhookSecret,
    HSX_ADMIN_SECRET: own.HSX_ADMIN_SECRET ?? devAdminSecret(run.secrets),
    ...run.secrets,
    APP_URL: run.appUrl,
    HSX_MODE: 'test',
    HUBSPOT_CLIENT_ID: run.hubspotClientId,
    STRIPE_WEBHOOK_SECRET: run.stripeSecrets.endpoint,
    STRIPE_METER_WEBHOOK_SECRET: run.stripeSecrets.destination ?? '',
    RESEND_WEBHOOK_SECRET: run.mailWebhookSecret,
  };
}

/** `STRIPE_PRICE_TEAM` for the plan `team`: the price it is sold at in test mode. */
function priceNames({ billing }: AppConfig): Environment {
  return Object.fromEntries(
    billing.plans.flatMap((plan) => {
      const price = billing.plan[plan]?.stripe_price.test[0];
      return price === undefined
        ? []
        : [[`STRIPE_PRICE_${plan.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`, price]];
    }),
  );
}
