import type { RenderedMail } from './rendered-mail.js';

/** Carries finished mails to their receivers. */
export interface Transport {
  /**
   * Whether the other side drops a second mail with the same key. If not, a crash between its acceptance and our note of it
   * repeats the mail, with the same Message-ID.
   */
  readonly deduplicates: boolean;
  /** Hands the mail over; throws an `EmailError` whose `retryable` says whether to try again. */
  send(mail: RenderedMail): Promise<void>;
}
