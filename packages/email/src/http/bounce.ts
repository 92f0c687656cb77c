/** A mail that did not arrive, or that its receiver called spam. */
export interface Bounce {
  /** The webhook's id: the same when the provider tells it twice. */
  readonly eventId: string;
  /**
   * `bounced`: it will never arrive: refused by the receiver's server, held back because of an earlier bounce, or failed at the
   * provider. `complained`: it arrived and was reported as spam.
   */
  readonly kind: 'bounced' | 'complained';
  /** Whom it was for. */
  readonly to: string;
  /** Whom it was from, when the provider says so. */
  readonly from?: string;
  /** The provider's id of the mail, when it says so. */
  readonly messageId?: string;
  /** When it happened, unix ms, when the provider says so. */
  readonly occurredAt?: number;
  /** The mail's key, when the provider gives it back. */
  readonly mailKey?: string;
  /** Why, in the provider's words, one line of at most 300 characters; may quote the address. */
  readonly reason: string;
}
