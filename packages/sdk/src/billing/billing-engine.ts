/** What the shell works with, assembled once by a composition root. */
import type { CheckoutConfig } from '../contract/app-config.js';
import type { Clock } from '../kernel/clock.js';
import type { Coalescer } from '../kernel/coalesce.js';
import type { Encryption } from '../kernel/encryption.js';
import type { AccountKey, PortalId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { KeyedHash } from '../kernel/keyed-hash.js';
import type { Logger } from '../kernel/logger.js';
import type { Turns } from '../kernel/turns.js';
import type { BillingTrigger, Effect } from './decision.js';
import type { AlertSink } from './ports/alert-sink.js';
import type { AlertStore } from './ports/alert-store.js';
import type { BillingStore } from './ports/billing-store.js';
import type { EventOutcome, Inbox } from './ports/inbox.js';
import type { ListedSubscriptions } from './ports/listed-subscriptions.js';
import type { Mailer } from './ports/mailer.js';
import type { MeterLedger } from './ports/meter-ledger.js';
import type { Outbox } from './ports/outbox.js';
import type { PartnerProvider } from './ports/partner-provider.js';
import type { PaymentProvider } from './ports/payment-provider.js';
import type { Scope } from './ports/scope.js';
import type { TrialLedger } from './ports/trial-ledger.js';
import type { UsageLedger } from './ports/usage-ledger.js';
import type { Rules } from './rules.js';

/** Addresses a checkout returns to and mails lead to; made from configuration, never from a request. */
export interface CheckoutUrls {
  successUrl(key: AccountKey, wish: { generation: number; expiresAt: Instant }): Promise<string>;
  cancelUrl(key: AccountKey, wish: { generation: number; expiresAt: Instant }): Promise<string>;
  /** The portal's billing page behind a link that works for 30 days: what mails lead to. */
  billingUrl(key: AccountKey): Promise<string>;
}

/** Runs the author's own handlers for a stored event; undefined: they all ran. Throws what they throw. */
export type EventHandlers = (
  payload: unknown,
  event: { eventId: string; type: string },
) => Promise<EventOutcome | undefined>;

/** What follows from billing in the author's own code; each may be called twice for one effect. */
export interface AuthorHooks {
  /** Pauses what the plan in force no longer allows, or resumes what a downgrade paused. */
  adjustResources(portalId: PortalId, change: Extract<Effect, { kind: 'adjustResources' }>): Promise<void>;
  /** Runs the author's handlers of a billing trigger. */
  runTrigger(trigger: BillingTrigger, event: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Where alerts are kept, and who is told of them besides the log. */
export interface Alerting {
  readonly store: AlertStore;
  /** The operator's address, `[alerts] email`; null: nobody is written to. */
  readonly email: string | null;
  readonly sinks: readonly AlertSink[];
}

/** The billing engine of one app in one mode. */
export interface BillingEngine {
  readonly scope: Scope;
  readonly rules: Rules;
  readonly store: BillingStore;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly trialLedger: TrialLedger;
  readonly usage: UsageLedger;
  readonly meterLedger: MeterLedger;
  readonly listedSubscriptions: ListedSubscriptions;
  /** Hashes what trials are counted by. */
  readonly hashIdentity: KeyedHash;
  /** Null when the app sells nothing by itself: `provider = "none"` or `"invoice"`. */
  readonly provider: PaymentProvider | null;
  /** Partners that sell access outside; `names` is empty when there are none. */
  readonly partners: PartnerProvider;
  readonly mailer: Mailer | null;
  readonly alerts: Alerting;
  readonly encryption: Encryption;
  readonly checkout: CheckoutConfig;
  readonly urls: CheckoutUrls;
  /** Null while no handler may run. */
  readonly eventHandlers: EventHandlers | null;
  /** Whether the app handles the provider's events itself, beside or instead of `billing()`. */
  readonly hasEventHandlers: boolean;
  /** Null while no author code may run. */
  readonly authorHooks: AuthorHooks | null;
  readonly coalescer: Coalescer;
  /**
   * The turns of the stored webhooks this process works off. Null where what one request began may end with it: a webhook is left to whoever claims it
   * then, and each run has turns of its own.
   */
  readonly eventTurns: Turns | null;
  /** The app's time; follows the simulators' clock in `hs-x dev`. */
  readonly clock: Clock;
  /** The wall's time, for signatures. */
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/** The key of one of the engine's accounts. */
export function accountKey(engine: Pick<BillingEngine, 'scope'>, portalId: PortalId): AccountKey {
  return { ...engine.scope, portalId };
}

/** The key as text, for maps and log lines. */
export function keyText(key: AccountKey): string {
  return `${key.app}:${key.mode}:${key.portalId}`;
}
