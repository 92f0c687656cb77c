/**
 * Everything HS-X knows of one portal's billing: one aggregate, one version. It is plain data; the rules that change it are in
 * `decide/`, the row other code reads is projected from it by `entitlement-row.ts`.
 */
import type { Entitlement } from '../contract/entitlement.js';
import type { AccountKey, CustomerId, PriceId, SubscriptionId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { UsageAnchor } from './limits/usage-anchor.js';
import type { ObservedSubscription, ProviderName } from './observation.js';

/** HubSpot's kind of account; only `STANDARD` gets a trial clock. */
export type HubspotAccountType = 'STANDARD' | 'DEVELOPER_TEST' | 'SANDBOX' | 'APP_DEVELOPER' | 'UNKNOWN';

/** The app's installation in the portal. */
export interface Install {
  readonly installedAt: Instant;
  readonly accountType: HubspotAccountType;
  readonly scopes: readonly string[];
  /** The page the install handler asked for when the browser had to go back to HubSpot instead. */
  readonly nextStepUrl: string | null;
  /** When the portal removed the app; null while it is installed. */
  readonly uninstalledAt: Instant | null;
}

/** The provider's customer of this portal, 1:1. */
export interface CustomerMapping {
  readonly customerId: CustomerId;
  readonly mappedAt: Instant;
}

/** The subscription that counts, with what we made of it. */
export interface KnownSubscription extends ObservedSubscription {
  readonly provider: ProviderName;
  /** The plan of its price; for an unknown price the last known plan, or null. */
  readonly plan: string | null;
  /** Since when its price has been unknown; null while it is known. */
  readonly priceUnknownSince: Instant | null;
  /** Since when its payment has failed; null while it is in good standing. */
  readonly pastDueSince: Instant | null;
  readonly observedAt: Instant;
}

/** Access given by something other than a subscription. */
export interface Grant {
  readonly grantId: string;
  readonly source: 'invoice' | 'partner' | 'reviewer';
  readonly plan: string;
  readonly givenAt: Instant;
  /** When it ends by itself; null: never. */
  readonly until: Instant | null;
  readonly reason: string;
  readonly actor: string;
  /** When it was taken back; absent while it was not. The line stays: the ledger is history, too. */
  readonly revokedAt?: Instant;
  /** Whose it is when a partner told of it; only that partner's news may change it. */
  readonly partner?: PartnerMark;
}

/** What a partner calls its grant, and how new what it said of it is. */
export interface PartnerMark {
  readonly name: string;
  /** The partner's own id of it; the ledger's is `<name>/<this>`. */
  readonly grantId: string;
  /** When what was applied last happened, by the partner's word; older news changes nothing. */
  readonly toldAt: Instant;
}

/** The portal's one free trial: `reserved` with an open checkout, `consumed` once a provider trial was observed. */
export interface TrialUse {
  readonly state: 'reserved' | 'consumed';
  readonly at: Instant;
  /** When the running trial was to end as long as nobody cuts it short; null before it runs. */
  readonly plannedEndsAt: Instant | null;
}

/** What the customer was told already, by cause: what is still true and was not told is told, once. */
export interface Told {
  readonly trial: { readonly subscriptionId: SubscriptionId; readonly milestone: TrialMilestone } | null;
  readonly payment: { readonly invoiceId: string; readonly attempt: number } | null;
  readonly endedSubscriptionId: SubscriptionId | null;
  /** The plan last in force, and how often it has changed. */
  readonly planChange: { readonly plan: string | null; readonly count: number };
}

/** The three windows in which a trial is written about. */
export type TrialMilestone = 'checkIn' | 'ending' | 'ended';

/** A checkout page the customer can still pay on. */
export interface OpenCheckout {
  readonly checkoutId: string;
  readonly url: string;
  readonly plan: string;
  readonly priceId: PriceId;
  readonly trialDays: number;
  readonly expiresAt: Instant;
}

/** A write at the provider, committed before it is tried, so that a crash in between loses and doubles nothing. */
export type ProviderIntent = IntentProgress &
  (
    | { readonly kind: 'createCustomer'; readonly email: string }
    | {
        readonly kind: 'openCheckout';
        readonly plan: string;
        readonly priceId: PriceId;
        readonly trialDays: number;
      }
    | {
        readonly kind: 'expireCheckout';
        readonly checkoutId: string;
        /** What the page offers: paid on in the meantime, it has used the trial up. */
        readonly trialDays: number;
      }
    | { readonly kind: 'scheduleCancellation'; readonly subscriptionId: SubscriptionId }
    | { readonly kind: 'undoCancellation'; readonly subscriptionId: SubscriptionId }
    | { readonly kind: 'endTrial'; readonly subscriptionId: SubscriptionId }
    | {
        readonly kind: 'tagCustomer';
        readonly customerId: CustomerId;
        readonly subscriptionId: SubscriptionId;
      }
  );

interface IntentProgress {
  /** Counts the account's intents; part of the idempotency key. */
  readonly generation: number;
  readonly wishedAt: Instant;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
}

/** The aggregate. */
export interface Account {
  readonly key: AccountKey;
  readonly adminEmail: string;
  readonly install: Install | null;
  readonly customer: CustomerMapping | null;
  /** Former customers; events about them still find this portal. */
  readonly retiredCustomerIds: readonly CustomerId[];
  readonly subscription: KnownSubscription | null;
  /** Live ones beside it that should not exist, as they were last observed: an alert has named them. */
  readonly superfluous: readonly ObservedSubscription[];
  readonly grants: readonly Grant[];
  readonly trial: TrialUse | null;
  /** Hashed identities whose one trial is this portal's, in the ledger of all portals; see `trial-identities.ts`. */
  readonly trialClaims: readonly string[];
  /** The subscription whose trial turned out to be somebody's second one; that is dealt with once. */
  readonly repeatedTrial: SubscriptionId | null;
  readonly checkout: OpenCheckout | null;
  /** Provider writes not finished yet, oldest first. */
  readonly intents: readonly ProviderIntent[];
  /** The generation the next intent gets. */
  readonly nextGeneration: number;
  /** The row the author's own code wrote, when the app does its billing by hand. */
  readonly handWrittenRow: Entitlement | null;
  readonly told: Told;
  /** Refunds and disputes that were noted, the latest ones. */
  readonly notedReversals: readonly string[];
  /** What monthly limits are counted from; at most the anchor in force and the next one. */
  readonly usageAnchors: readonly UsageAnchor[];
  /** Until when the app keeps a former customer's data; null while there is no end in sight. */
  readonly retentionEndsAt: Instant | null;
  /** The subscription whose cancellation we scheduled because the app was uninstalled; only that one a reinstall undoes. */
  readonly cancellationByUninstall: SubscriptionId | null;
  /** Somebody waits for the subscription to appear and was promised a mail. */
  readonly isSetupMailPromised: boolean;
  /** The row the gate reads; null until install or a grant. */
  readonly entitlement: Entitlement | null;
  /** The next instant at which anything happens by itself; null: nothing. */
  readonly dueAt: Instant | null;
}

/** The account of a portal nothing is known of. */
export function emptyAccount(key: AccountKey): Account {
  return {
    key,
    adminEmail: '',
    install: null,
    customer: null,
    retiredCustomerIds: [],
    subscription: null,
    superfluous: [],
    grants: [],
    trial: null,
    trialClaims: [],
    repeatedTrial: null,
    checkout: null,
    intents: [],
    nextGeneration: 1,
    handWrittenRow: null,
    told: { trial: null, payment: null, endedSubscriptionId: null, planChange: { plan: null, count: 0 } },
    notedReversals: [],
    usageAnchors: [],
    retentionEndsAt: null,
    cancellationByUninstall: null,
    isSetupMailPromised: false,
    entitlement: null,
    dueAt: null,
  };
}
