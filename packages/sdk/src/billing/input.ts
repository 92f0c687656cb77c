/** What can happen to an account, in the past tense. Each kind is decided in the file of the same name in `decide/`. */
import type { Entitlement } from '../contract/entitlement.js';
import type { CustomerId, PortalId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Account, Grant, HubspotAccountType } from './account.js';
import type { ObservedCustomer, PaymentReversal } from './observation.js';

/** The app was installed, or installed again, in the portal. */
export interface Installed {
  readonly kind: 'installed';
  readonly adminEmail: string;
  readonly accountType: HubspotAccountType;
  readonly scopes: readonly string[];
}

/** A person wants to pay for a plan. */
export interface CheckoutWished {
  readonly kind: 'checkoutWished';
  readonly plan: string;
  /** Added by the shell when the wish may come with a trial. */
  readonly trialCheck?: TrialCheck;
}

/** The provider made the customer. */
export interface CustomerCreated {
  readonly kind: 'customerCreated';
  readonly generation: number;
  readonly customerId: CustomerId;
}

/** The provider opened a checkout page. */
export interface CheckoutOpened {
  readonly kind: 'checkoutOpened';
  readonly generation: number;
  readonly checkoutId: string;
  readonly url: string;
  readonly expiresAt: Instant;
}

/** A checkout page can no longer be paid on: its time ran out or we closed it. */
export interface CheckoutExpired {
  readonly kind: 'checkoutExpired';
  readonly checkoutId: string;
}

/** Closing a checkout page found it paid already. */
export interface CheckoutCompleted {
  readonly kind: 'checkoutCompleted';
  readonly checkoutId: string;
}

/** An intent could not be carried out now: the provider is away, or refuses our key. It is tried again later. */
export interface IntentPostponed {
  readonly kind: 'intentPostponed';
  readonly generation: number;
  readonly reason: string;
  /** Waiting alone will not help: somebody must mend the configuration. */
  readonly needsOperator: boolean;
}

/** The provider refused an intent for good. */
export interface IntentRefused {
  readonly kind: 'intentRefused';
  readonly generation: number;
  readonly reason: string;
}

/** The provider's present state of the customer was read. */
export interface CustomerObserved {
  readonly kind: 'customerObserved';
  readonly observed: ObservedCustomer;
  /** Added by the shell when a trial was observed. */
  readonly trialCheck?: TrialCheck;
}

/** What the ledger of all portals' trials knew of a portal's hashed identities when it was asked. */
export interface TrialCheck {
  /** Those a trial of this portal is counted by. */
  readonly identities: readonly string[];
  /** Those of them whose trial another portal has, or has had. */
  readonly takenElsewhere: readonly string[];
}

/** Somebody gave the portal access without a subscription; a grant of the same id is replaced. */
export interface GrantGiven {
  readonly kind: 'grantGiven';
  readonly grant: Grant;
}

/** A grant was taken back. */
export interface GrantRevoked {
  readonly kind: 'grantRevoked';
  readonly grantId: string;
  readonly actor: string;
  readonly reason: string;
}

/** A partner said what access it has sold to the portal, or that it takes it back. */
export interface PartnerGrantChanged {
  readonly kind: 'partnerGrantChanged';
  readonly partner: string;
  /** The partner's own id of the grant. */
  readonly grantId: string;
  /** When it happened, by the partner's word. */
  readonly toldAt: Instant;
  readonly reason: string;
  /** Null: taken back. */
  readonly terms: { readonly plan: string; readonly until: Instant | null } | null;
  /** The stored webhook that told of it. */
  readonly eventId: string;
}

/** The author's own code wrote the row (no `billing()`); null: deleted it. */
export interface RowWritten {
  readonly kind: 'rowWritten';
  readonly row: Entitlement | null;
}

/** The author's own code mapped a provider customer to the portal (no `billing()`). */
export interface CustomerMapped {
  readonly kind: 'customerMapped';
  readonly customerId: CustomerId;
  readonly adminEmail: string | null;
  /** The row that is written with it. Default: the row stays. */
  readonly row?: Entitlement;
}

/** The install handler's redirect could not be followed now and is kept as the person's next step. */
export interface NextStepKept {
  readonly kind: 'nextStepKept';
  readonly url: string;
}

/** The success page waited in vain and promised a mail. */
export interface SetupDelayed {
  readonly kind: 'setupDelayed';
}

/** The app was removed from the portal: by our own call, the Webhooks Journal, or a token that stayed dead for a day. */
export interface Uninstalled {
  readonly kind: 'uninstalled';
  readonly learnedFrom: 'app' | 'journal' | 'deadToken';
}

/** The plan table of `hs-x.toml` differs from the one the account was last decided with. */
export interface PlansChanged {
  readonly kind: 'plansChanged';
}

/** The provider has noted a cancellation we scheduled, or taken it back. */
export interface CancellationChanged {
  readonly kind: 'cancellationChanged';
  readonly generation: number;
  /** The schedule of later changes that stood in the way and was released; null: none did. */
  readonly releasedScheduleId: string | null;
}

/** The provider has ended a trial as we asked, or it was over already. */
export interface TrialEndedEarly {
  readonly kind: 'trialEndedEarly';
  readonly generation: number;
}

/** The provider's objects of a moved subscription carry the name of the portal that has it now. */
export interface CustomerTagged {
  readonly kind: 'customerTagged';
  readonly generation: number;
}

/** An operator moves the portal's subscription to another portal. */
export interface SubscriptionGiven {
  readonly kind: 'subscriptionGiven';
  readonly toPortalId: PortalId;
  readonly actor: string;
}

/** An operator moves another portal's subscription here; in the same commit that portal gives it. */
export interface SubscriptionTaken {
  readonly kind: 'subscriptionTaken';
  /** The other portal's account, as it was before. */
  readonly from: Account;
  readonly actor: string;
}

/** A payment was refunded or is disputed, or a dispute was decided. */
export interface PaymentReversed {
  readonly kind: 'paymentReversed';
  readonly reversal: PaymentReversal;
}

/** The account's `dueAt` came and nothing else happened. */
export interface TimePassed {
  readonly kind: 'timePassed';
}

/** Any of them. */
export type Input =
  | Installed
  | CheckoutWished
  | CustomerCreated
  | CheckoutOpened
  | CheckoutExpired
  | CheckoutCompleted
  | IntentPostponed
  | IntentRefused
  | CustomerObserved
  | GrantGiven
  | GrantRevoked
  | PartnerGrantChanged
  | RowWritten
  | CustomerMapped
  | NextStepKept
  | SetupDelayed
  | Uninstalled
  | PlansChanged
  | CancellationChanged
  | TrialEndedEarly
  | CustomerTagged
  | SubscriptionGiven
  | SubscriptionTaken
  | PaymentReversed
  | TimePassed;
