/** What a handler is given. The same `ctx` on every surface; a portal's own where a portal is meant. */
import type { Gated } from '../billing/gate.js';
import type { PaymentRequired, PlanUpgradeRequired } from '../billing/payment-errors.js';
import type { AppConfig } from '../contract/app-config.js';
import type { Entitlement } from '../contract/entitlement.js';
import type { Loose } from '../contract/loose.js';
import type { PortalId } from '../kernel/ids.js';
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
  /** Writes a JSON value. `expiresInMs`: forgotten after that time; default: kept. Throws CARD_NUMBER_REFUSED. */
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
  /** Errors HubSpot's surfaces know how to show. */
  readonly errors: {
    readonly PaymentRequired: typeof PaymentRequired;
    readonly PlanUpgradeRequired: typeof PlanUpgradeRequired;
  };
  readonly logger: Logger;
}

/** What a handler has that works for one portal. The portal comes from a verified source, never from a body. */
export interface Ctx extends AppCtx, Gated {
  readonly portalId: PortalId;
  /** Where billing mail goes; empty before the install is known. */
  readonly adminEmail: string;
}

/** Triggers that are about no single portal. */
type AppTrigger = 'cron.daily' | 'stripe.webhook';

/** A trigger's `ctx`: with the event, and with a portal where the trigger is about one. */
export type TriggerCtx<Name extends TriggerName> = (Name extends AppTrigger ? AppCtx : Ctx) & {
  readonly event: TriggerEvents[Name];
};
