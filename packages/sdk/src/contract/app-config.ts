/** The parsed `hs-x.toml`: what the worker, the cards, the command line and the control plane read. */
import type { PriceId } from '../kernel/ids.js';
import type { HubspotConfig } from './hubspot-config.js';

/** Who handles the money. `none`: a free app; `invoice`: only grants entitle. */
export type BillingProvider = 'stripe' | 'invoice' | 'none';

/** The whole file. */
export interface AppConfig {
  readonly app: {
    /** Shown to people: on pages, in mails. Default "HubSpot app". */
    readonly name: string;
  };
  readonly hubspot: HubspotConfig;
  readonly email: EmailConfig;
  readonly alerts: AlertsConfig;
  readonly billing: BillingConfig;
}

/** `[email]`: who the app's mails come from. */
export interface EmailConfig {
  /** The sender, an address that people can answer; null (default): mails wait in the outbox. */
  readonly from: string | null;
  /** Where answers go; null (default): to the sender. */
  readonly reply_to: string | null;
}

/** `[alerts]`: where operators hear of what needs a person, besides the log and `hs-x billing alerts`. */
export interface AlertsConfig {
  /** An address somebody reads; null (default): nobody is written to. */
  readonly email: string | null;
  /** An https address that takes webhooks signed as Standard Webhooks defines, with `ALERTS_WEBHOOK_SECRET`; null (default): none is called. */
  readonly webhook: string | null;
}

/** `[billing]` */
export interface BillingConfig {
  readonly provider: BillingProvider;
  /** Days of free trial at the provider, 0 (none, the default) to 730. */
  readonly trial_days: number;
  /** Where "upgrade" buttons lead; null: HS-X's own `/billing/portal`. */
  readonly upgrade_url: string | null;
  /** Days a failed payment keeps access, 0 (default: denied at once) to 60. */
  readonly past_due_grace_days: number;
  /** What a canceled portal may still use: nothing (`deny`, default) or the free plan. */
  readonly after_cancel: 'deny' | 'free';
  /** What happens when a card that had a trial starts another. Default `end_trial`. */
  readonly repeat_trial: 'end_trial' | 'alert';
  /** What an uninstall does to the subscription. Default `cancel_at_period_end`. */
  readonly on_uninstall: 'cancel_at_period_end' | 'keep';
  /** Days the app keeps a canceled portal's data, 0 to 3650. Default 30. */
  readonly retention_days: number;
  /** Hour of the nightly reconciliation, UTC, 0 to 23. Default 3. */
  readonly reconcile_hour: number;
  /** Features that only a plan with `*` grants. */
  readonly features: readonly string[];
  readonly checkout: CheckoutConfig;
  /** Limits that are billed by usage, by the limit's name. */
  readonly meter: Readonly<Record<string, MeterConfig>>;
  /** Plans by name. The order of {@link BillingConfig.plans} is their rank. */
  readonly plan: Readonly<Record<string, PlanConfig>>;
  /** Plan names from the lowest rank to the highest: the order in the file. */
  readonly plans: readonly string[];
}

/** `[billing.meter.<limit>]`: what is counted of the limit is reported to the provider's meter and billed by it. */
export interface MeterConfig {
  /** The event name of the meter at the provider. */
  readonly event_name: string;
}

/** `[billing.checkout]`: options of the hosted checkout page. */
export interface CheckoutConfig {
  /** The plan that the checkout after an install sells; null (default): the lowest-ranked one that costs something. */
  readonly plan: string | null;
  /** Let the provider compute tax. Default false. */
  readonly automatic_tax: boolean;
  /** Ask companies for their tax id. Default false. */
  readonly tax_id_collection: boolean;
  /** Let customers enter promotion codes. Default false. */
  readonly promotion_codes: boolean;
  /** Language of the page, an IETF tag the provider knows, or "auto" (default). */
  readonly locale: string;
  /** Whether a card is asked for when nothing is due today. Default `always`. */
  readonly payment_method_collection: 'always' | 'if_required';
}

/** `[billing.plan.<name>]` */
export interface PlanConfig {
  readonly name: string;
  /** Shown to people; default: the name with a capital letter. */
  readonly title: string;
  /** The provider's price ids by mode, the one sold first; both empty, and no {@link PlanConfig.price}: the free plan. */
  readonly stripe_price: { readonly test: readonly PriceId[]; readonly live: readonly PriceId[] };
  /** What the plan is to cost, for `hs-x billing plans push` and `plans check`, the one sold first. Absent: the file does not say. */
  readonly price?: readonly PlanPriceConfig[];
  /** Feature names; `*` grants every feature. */
  readonly features: readonly string[];
  /** Limits by name; -1 means unlimited. A limit that other plans name and this one does not allows nothing. */
  readonly limits: Readonly<Record<string, number>>;
}

/** `[billing.plan.<name>.price]`, or one of several `[[billing.plan.<name>.price]]`. */
export interface PlanPriceConfig {
  /** In the smallest unit of the currency, 1 to 99,999,999. */
  readonly amount_minor: number;
  /** Three lower-case letters. */
  readonly currency: string;
  readonly interval: 'month' | 'year';
  /** Months or years between two bills; default 1, at most three years. */
  readonly interval_count: number;
  /** The name under which the present price is found at the provider; null (default): one made of app, plan, currency and interval. */
  readonly lookup_key: string | null;
}
