/** What Stripe must hold so that an app can sell its plans: `hs-x.toml` in the words of a catalogue. Nothing of it has been compared yet. */
import type { AppConfig, PlanConfig, PlanPriceConfig } from '../../../contract/app-config.js';
import type { Mode } from '../../../kernel/ids.js';

/** A price the file declares. */
export interface WishedPrice {
  /** In the currency's smallest unit. */
  readonly amountMinor: number;
  /** Three lower-case letters. */
  readonly currency: string;
  readonly interval: 'month' | 'year';
  readonly intervalCount: number;
  /** Under which the present price is found, whatever it costs. */
  readonly lookupKey: string;
  /** Whether the author chose the key; a made one is not put on a price that exists already. */
  readonly isKeyChosen: boolean;
}

/** A plan that costs something. */
export interface WishedPlan {
  readonly name: string;
  readonly title: string;
  /** `stripe_price` of the mode, the one sold first. */
  readonly priceIds: readonly string[];
  /** Empty: the file does not say what the plan costs. */
  readonly prices: readonly WishedPrice[];
  /** The product a plan gets that has none; made of app and plan, so that a repetition finds it. */
  readonly newProduct: { readonly id: string; readonly name: string };
}

/** One mode's catalogue as the app needs it. */
export interface CatalogueWish {
  readonly mode: Mode;
  /** Lowest rank first; the free plan is not in it. */
  readonly plans: readonly WishedPlan[];
  /** Where Stripe sends events; null: the app's address is not known, or Stripe cannot reach it. */
  readonly endpointUrl: string | null;
  /** Where Stripe sends thin events of meters; null as above, or when the app meters nothing. */
  readonly destinationUrl: string | null;
}

/** What the file asks of one mode of a Stripe account. `appUrl`: the app's public origin, null when unknown. */
export function catalogueWish(
  { app, billing }: Pick<AppConfig, 'app' | 'billing'>,
  { mode, appUrl }: { readonly mode: Mode; readonly appUrl: string | null },
): CatalogueWish {
  const slug = slugOf(app.name);
  const endpointUrl = appUrl === null ? null : `${appUrl}/webhooks/stripe`;
  const plans = billing.plans
    .map((name) => billing.plan[name])
    .filter((plan) => plan !== undefined && isPaid(plan)) as readonly PlanConfig[];
  return {
    mode,
    plans: plans.map((plan) => ({
      name: plan.name,
      title: plan.title,
      priceIds: plan.stripe_price[mode],
      prices: (plan.price ?? []).map((price) => wishedPrice(price, `${slug}_${plan.name}`)),
      newProduct: { id: `${slug}_${plan.name}`, name: `${app.name} ${plan.title}` },
    })),
    endpointUrl,
    destinationUrl: Object.keys(billing.meter).length === 0 ? null : endpointUrl,
  };
}

function isPaid({ stripe_price: { test, live }, price = [] }: PlanConfig): boolean {
  return test.length + live.length + price.length > 0;
}

function wishedPrice(price: PlanPriceConfig, owner: string): WishedPrice {
  const { amount_minor: amountMinor, currency, interval, interval_count: intervalCount } = price;
  const period = intervalCount === 1 ? interval : `${intervalCount}_${interval}s`;
  return {
    amountMinor,
    currency,
    interval,
    intervalCount,
    lookupKey: price.lookup_key ?? `${owner}_${currency}_${period}`,
    isKeyChosen: price.lookup_key !== null,
  };
}

/** Ids are of one alphabet, names of all. */
function slugOf(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return (
    plain
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 40) || 'app'
  );
}
