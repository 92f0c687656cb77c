import type { Instant } from '../../kernel/instant.js';
import type { WebhookRequest } from './webhook-request.js';

/** A mail that did not arrive, or that its receiver called spam, as the mail's carrier tells it. */
export interface MailBounce {
  /** The same when the carrier tells it twice. */
  readonly eventId: string;
  readonly kind: 'bounced' | 'complained';
  /** Whom the mail was for: personal data, not for logs. */
  readonly to: string;
  /** Who sent it, when the carrier says so. */
  readonly from?: string;
  /** The carrier's id of the mail, when it says so. */
  readonly messageId?: string;
  /** The mail's key, when the carrier gives it back. */
  readonly mailKey?: string;
  /** When it happened, when the carrier says so. */
  readonly occurredAt?: Instant;
  /** Why, in the carrier's words; may quote the address. */
  readonly reason: string;
}

/** Reads the webhooks of a mail carrier. */
export interface BounceReader {
  /**
   * Proves that the webhook is genuine and fresh, then reads it; null: it tells of no failed mail. Throws errors known by their `code`:
   * SIGNATURE_INVALID for a forged one, WEBHOOK_INVALID for a genuine one of an unknown form.
   */
  read(request: WebhookRequest, wallNow: Instant): Promise<MailBounce | null>;
}
