/** What a handler is given. The same `ctx` on every surface; a portal's own where a portal is meant. */
import type { Limited } from '../billing/limits/usage-desk.js';
import type { LimitExceeded, PaymentRequired, PlanUpgradeRequired } from '../billing/payment-errors.js';
import type { AppConfig } from '../contract/app-config.js';
import type { BillingSnapshot } from '../contract/billing-snapshot.js';
import type { ControlPlaneBilling } from '../contract/control-plane.js';
import type { Entitlement } from '../contract/entitlement.js';
import type { Loose } from '../contract/loose.js';
import type { PortalId } from '../kernel/ids.js';
import type { Execution } from './execution.js';
import type { Logger } from '../kernel/logger.js';
import type { TriggerEvents, TriggerName } from './trigger-events.js';

/** The value kept at `stripe:<customer>`. */
export interface StripeMapping {
  readonly portalId: PortalId;
  readonly adminEmail: string;
}

/** The type of a KV value by its key's prefix; other prefixes are the author's own. */
export type KvValue<Key extends string> = Key extends `entitlement:${string}`
  ? Entitlement
  : Key extends `stripe:${string}`
    ? StripeMapping
    : Loose;

/** One row of `kv.list`. */
export interface KvEntry<Value> {
  readonly key: string;
  readonly value: Value;
}

/**
 * Key-value storage of the app. `entitlement:<portal>` and `stripe:<customer>` are views of the billing store: reading them reads
 * the truth, and without `billing()` a put is the row. Methods throw STORE_UNAVAILABLE.
 */
export interface CtxKv {
  /** The value, or null. */
  get<Value = never, Key extends string = string>(
    key: Key,
  ): Promise<([Value] extends [never] ? KvValue<Key> : Value) | null>;
  /**
   * Writes a JSON value. `expiresInMs`: forgotten after that time; default: kept. Throws CARD_NUMBER_REFUSED, and REQUEST_INVALID for keys that
   * begin with `hsx:`, which are HS-X's own: nothing reads, writes or lists them here.
   */
  put(key: string, value: Loose, options?: { readonly expiresInMs?: number }): Promise<void>;
  /** Removes the key; a missing one is no error. */
  delete(key: string): Promise<void>;
  /** Every row with the prefix, in key order. Above 10,000 rows it throws and names {@link CtxKv.scan}. */
  list<Prefix extends string>(wish: {
    readonly prefix: Prefix;
  }): Promise<readonly KvEntry<KvValue<Prefix>>[]>;
  /** Rows with the prefix, page by page, however many. */
  scan<Prefix extends string>(wish: { readonly prefix: Prefix }): AsyncIterable<KvEntry<KvValue<Prefix>>>;
}

/** An HTTP answer: JSON bodies parsed, others as text. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Loose;
}

/** Options of an HTTP request. */
export interface HttpOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly json?: Loose;
}

/** Plain HTTP with a 10 s limit. Statuses are answered, not thrown; no answer at all throws PROVIDER_UNAVAILABLE. */
export interface CtxHttp {
  get(url: string, options?: Pick<HttpOptions, 'headers'>): Promise<HttpAnswer>;
  post(url: string, options?: HttpOptions): Promise<HttpAnswer>;
}

/** Mail by template. */
export interface CtxEmail {
  /**
   * Queues a mail; it leaves with the outbox. `key` names its cause: a second mail with the same key for the same portal is not sent. Default: one
   * mail per call.
   */
  send(mail: {
    readonly to: string;
    readonly template: string;
    readonly data?: Readonly<Record<string, Loose>>;
    readonly key?: string;
  }): Promise<void>;
}

/** What every handler has, portal or not. */
export interface AppCtx {
  /** The parsed `hs-x.toml`. */
  readonly config: Omit<AppConfig, 'billing'> & {
    readonly billing: Omit<AppConfig['billing'], 'upgrade_url'> & { readonly upgrade_url: string };
  };
  readonly kv: CtxKv;
  readonly http: CtxHttp;
  readonly email: CtxEmail;
  /** The control plane's billing calls; without HSX_CONTROL_PLANE_URL the app's own store answers them. */
  readonly controlPlane: { readonly billing: ControlPlaneBilling };
  /** Errors HubSpot's surfaces know how to show. */
  readonly errors: {
    readonly PaymentRequired: typeof PaymentRequired;
    readonly PlanUpgradeRequired: typeof PlanUpgradeRequired;
    readonly LimitExceeded: typeof LimitExceeded;
  };
  readonly logger: Logger;
}

/** Where a context keeps what the built-in function `billing` answers. */
export const SNAPSHOT: unique symbol = Symbol.for('hs-x.billing-snapshot');

/** What a handler has that works for one portal. The portal comes from a verified source, never from a body. */
export interface Ctx extends AppCtx, Limited {
  readonly portalId: PortalId;
  /** Where billing mail goes; empty before the install is known. */
  readonly adminEmail: string;
  /** The portal's billing as its people may see it, from the row this request has read. Throws BILLING_UNAVAILABLE. */
  [SNAPSHOT](): Promise<BillingSnapshot>;
}

/** What a workflow action or agent tool has. */
export interface ActionCtx extends Ctx {
  /** The execution that is answered: its id, the workflow or agent, the enrolled record. */
  readonly execution: Execution;
}

/** The HubSpot user who looks at the card, from the signed query; null where HubSpot did not name one. */
export interface CardUser {
  readonly userId: string | null;
  readonly userEmail: string | null;
}

/** What a card function has. */
export interface FunctionCtx extends Ctx {
  /** Who asks. Nothing the card itself sends says that. */
  readonly user: CardUser;
}

/** What a day's work did, portal by portal. */
export interface PortalCounts {
  readonly ran: number;
  /** Not paid for; they have their turn again the next day. */
  readonly skipped: number;
  /** Billing could not be asked; they have their turn again the same day. */
  readonly deferred: number;
  /** The work threw something else; logged. */
  readonly failed: number;
}

/** What a `cron.daily` handler has. */
export interface CronCtx extends AppCtx {
  /**
   * Runs the work for every portal that has the app, one after the other, each with its own `ctx` and so with its own checks. A portal
   * that has not paid is skipped, one whose billing cannot be asked is put off, and neither keeps another from its turn. When portals were put
   * off, the handler runs again the same day, and this goes through those portals only.
   */
  forEachPortal(work: (ctx: Ctx) => Promise<void>): Promise<PortalCounts>;
}

/** A trigger's `ctx`: with the event, and with a portal where the trigger is about one. */
export type TriggerCtx<Name extends TriggerName> = (Name extends 'cron.daily'
  ? CronCtx
  : Name extends 'stripe.webhook'
    ? AppCtx
    : Ctx) & {
  readonly event: TriggerEvents[Name];
};
