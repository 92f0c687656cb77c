/** A mail that did not arrive, or that its receiver called spam. */
export interface Bounce {
  /**
   * `bounced`: it will never arrive: refused by the receiver's server, held back because of an earlier bounce, or failed at the
   * provider. `complained`: it arrived and was reported as spam.
   */
  readonly kind: 'bounced' | 'complained';
  /** Whom it was for. */
  readonly to: string;
  /** The mail's key, when the provider gives it back. */
  readonly mailKey?: string;
  /** Why, in the provider's words, one line of at most 300 characters. */
  readonly reason: string;
}
