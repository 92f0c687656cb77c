/**
 * The shapes that `@hs-x/sdk` speaks (its `Mailer` port), declared here again so that this package can be used alone. A test
 * keeps the two compatible.
 */

/** A mail before it is written: who gets which template with which data. */
export interface Mail {
  /** Names the cause. The same key is the same mail; transports that can drop a second one. */
  readonly key: string;
  /** One e-mail address. */
  readonly to: string;
  /** A template's name, such as `payment-failed`. */
  readonly template: string;
  /** What the template says; fields it does not know are ignored. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Sends mails. */
export interface Mailer {
  /** Whether a mail tried twice is seen once by the receiver. */
  readonly deduplicates: boolean;
  /** Writes and sends one mail; throws an `EmailError`. */
  send(mail: Mail): Promise<void>;
}
