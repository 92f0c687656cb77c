/**
 * Everything that can go wrong between a card and its app, sorted by what the person should see: `payment` an upgrade
 * prompt, `outage` a calm retry, `failure` a short error with its code. A missing payment is never shown as an error.
 */
import type { BillingStatus, LimitUsage } from '../wire/billing-snapshot.js';

/** What a person is shown for an error. */
export type CardErrorKind = 'payment' | 'outage' | 'failure';

/** What the app said when it refused for want of a payment. */
export interface PaymentRefusal {
  readonly feature: string | null;
  readonly currentPlan: string | null;
  readonly status: BillingStatus | null;
  /** With `LIMIT_EXCEEDED`: the limit that is used up. */
  readonly limit: LimitUsage | null;
  /** Null when the answer held no usable address; the snapshot has one, too. */
  readonly upgradeUrl: string | null;
}

/** What `ctx.fn` rejects with. */
export class CardError extends Error {
  override readonly name = 'CardError';
  readonly kind: CardErrorKind;
  /**
   * The app's error code (`PAYMENT_REQUIRED`, `PLAN_UPGRADE_REQUIRED`, `LIMIT_EXCEEDED`, `BILLING_UNAVAILABLE`, `NOT_FOUND` …), or the
   * card's own: `TIMEOUT`, `UNREACHABLE`, `BUSY`, `ANSWER_UNREADABLE`, `CARD_FAILED`.
   */
  readonly code: string;
  /** Set for `payment`. */
  readonly payment: PaymentRefusal | null;

  constructor(about: {
    kind: CardErrorKind;
    code: string;
    message: string;
    payment?: PaymentRefusal;
    cause?: unknown;
  }) {
    super(about.message, about.cause === undefined ? undefined : { cause: about.cause });
    this.kind = about.kind;
    this.code = about.code;
    this.payment = about.payment ?? null;
  }
}

/** Any thrown value as a CardError; what is none already failed in the card's own code: `CARD_FAILED`. */
export function asCardError(thrown: unknown): CardError {
  if (thrown instanceof CardError) return thrown;
  return new CardError({
    kind: 'failure',
    code: 'CARD_FAILED',
    message: 'The card itself failed; see the cause.',
    cause: thrown,
  });
}
