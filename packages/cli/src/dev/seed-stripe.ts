/** Puts into the simulated Stripe account what its owner sets up before the first sale: the catalogue, the customer portal, the webhook endpoint. */
import type { AppConfig, PlanConfig } from '@hs-x/sdk/config';
import { METER_ERROR_EVENT_TYPES, stripePortal } from '@hs-x/sdk/stripe';
import Stripe from 'stripe';
import type { RunningStripe } from '../simulators/load-simulators.js';

/** Monthly amounts of the paid plans, in cents, lowest rank first; above them every plan costs twice the one before. */
const AMOUNTS_MINOR: readonly number[] = [4_900, 19_900, 49_900, 99_900];

/** Every test-mode price of the configuration: what it declares, otherwise US dollars a month. Prices that are there already are left alone. */
export function seedCatalogue(stripe: RunningStripe, config: AppConfig): void {
  const plans = config.billing.plans
    .map((name) => config.billing.plan[name])
    .filter((plan) => plan !== undefined);
  const paid = plans.filter((plan) => plan.stripe_price.test.length > 0);
  stripe.control.seedCatalogue(
    paid.flatMap((plan, rank) =>
      plan.stripe_price.test.map((priceId, at) => ({
        priceId,
        productName: `${config.app.name} ${plan.title}`,
        ...termsOf(plan, { rank, at }),
      })),
    ),
  );
}

/** Sets the customer portal as `hs-x billing plans push` does, so that a change of plan is billed here as it is in production. */
export async function setUpPortal({ origin }: RunningStripe, secretKey: string): Promise<void> {
  const portal = stripePortal({ secretKey, origin });
  await portal.push(await portal.plan());
}

/** An app and the key of the account its owner sells with. */
interface OwnedApp {
  readonly secrets: { readonly STRIPE_SECRET: string };
  readonly appUrl: string;
  readonly config: AppConfig;
}

/** What the senders of a Stripe account sign with. */
export interface WebhookSecrets {
  readonly endpoint: string;
  /** Of the event destination of meter errors; null: the app meters nothing. */
  readonly destination: string | null;
}

/** Registers the app's webhook endpoint through Stripe's API, as an app's owner would, and for an app that meters the destination of meter errors. */
export async function registerWebhook(
  stripe: RunningStripe,
  { secrets, appUrl, config }: OwnedApp,
): Promise<WebhookSecrets> {
  const api = new Stripe(secrets.STRIPE_SECRET, {
    host: '127.0.0.1',
    port: stripe.port,
    protocol: 'http',
    telemetry: false,
  });
  const url = `${appUrl}/webhooks/stripe`;
  const { secret: endpoint = '' } = await api.webhookEndpoints.create({ url, enabled_events: ['*'] });
  if (Object.keys(config.billing.meter).length === 0) return { endpoint, destination: null };
  const destination = await api.v2.core.eventDestinations.create({
    name: 'HS-X meter errors',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: [...METER_ERROR_EVENT_TYPES],
    webhook_endpoint: { url },
    include: ['webhook_endpoint.signing_secret'],
  });
  return { endpoint, destination: destination.webhook_endpoint?.signing_secret ?? '' };
}

/** What hs-x.toml declares for the price, if it does; a period of several months is a single one here. */
function termsOf(
  { price }: PlanConfig,
  { rank, at }: { readonly rank: number; readonly at: number },
): { readonly amountMinor: number; readonly currency: string; readonly interval: 'month' | 'year' } {
  const declared = price?.[at];
  if (declared === undefined) return { amountMinor: amountOf(rank), currency: 'usd', interval: 'month' };
  const { amount_minor: amountMinor, currency, interval } = declared;
  return { amountMinor, currency, interval };
}

function amountOf(rank: number): number {
  const last = AMOUNTS_MINOR.length - 1;
  return (AMOUNTS_MINOR[Math.min(rank, last)] ?? 0) * 2 ** Math.max(0, rank - last);
}
