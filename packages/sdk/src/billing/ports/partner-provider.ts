import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { PartnerGrantChanged } from '../input.js';
import type { WebhookRequest } from './webhook-request.js';

/** A partner's genuine webhook, as it is stored. */
export interface PartnerMessage {
  readonly partner: string;
  /** The partner's id of the webhook, the same for every try of it. */
  readonly webhookId: string;
  /** When it came, by the wall clock. */
  readonly arrivedAt: Instant;
  /** The body as it came; nobody has read it yet. */
  readonly body: string;
}

/** What a partner's webhook says. `type` is fit for logs; `problem` names a field and nothing that was in it. */
export type PartnerNews = { readonly type: string } & (
  | ({ readonly kind: 'grantChanged'; readonly portalId: PortalId } & Pick<
      PartnerGrantChanged,
      'grantId' | 'toldAt' | 'reason' | 'terms'
    >)
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unreadable'; readonly problem: string }
);

/** The partners that sell access outside and tell of it by webhook. */
export interface PartnerProvider {
  /** The names of those that have a secret; empty: nobody may tell anything. */
  readonly names: readonly string[];
  /** Proves that the webhook is the partner's own and fresh; throws SIGNATURE_INVALID. */
  verify(
    request: WebhookRequest,
    claim: { readonly partner: string; readonly wallNow: Instant },
  ): Promise<PartnerMessage>;
  /** Says what the message means. Never throws. */
  decode(message: PartnerMessage): PartnerNews;
}
