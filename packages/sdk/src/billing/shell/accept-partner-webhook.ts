/**
 * A partner's webhook in the same five beats as the provider's. Once it is stored it is ours: what it says may be wrong, and then a person hears of
 * it, but the partner gets its 200 and does not send it again and again.
 */
import type { Background } from '../../kernel/background.js';
import type { BillingEngine } from '../billing-engine.js';
import type { PartnerMessage, PartnerNews } from '../ports/partner-provider.js';
import type { WebhookRequest } from '../ports/webhook-request.js';
import { PARTNER_EVENT_PREFIX } from './apply-partner-event.js';
import { receiveWebhook, sealPayload, type Receipt } from './store-event.js';
import { workOffEvents } from './work-off-events.js';

/** What became of a webhook that was accepted. */
export interface PartnerReceipt {
  readonly receipt: 'stored' | 'duplicate';
  readonly eventId: string;
  readonly type: string;
}

/** Accepts one webhook. Throws SIGNATURE_INVALID (nothing happened) or STORE_UNAVAILABLE (send it again). */
export async function acceptPartnerWebhook(
  engine: BillingEngine,
  arrived: { partner: string; request: WebhookRequest; background: Background },
): Promise<PartnerReceipt> {
  const { partner, request, background } = arrived;
  const wallNow = engine.wallClock.now();
  const message = await engine.partners.verify(request, { partner, wallNow });
  const news = engine.partners.decode(message);
  const { claimed, ...stored } = await storeMessage(engine, message, news);
  background(() => workOffEvents(engine, claimed), 'tick'); // decide, commit, tell
  return stored;
}

async function storeMessage(
  engine: BillingEngine,
  message: PartnerMessage,
  news: PartnerNews,
): Promise<PartnerReceipt & Receipt> {
  const eventId = eventIdOf(message, news);
  const type = `${PARTNER_EVENT_PREFIX}${news.type}`;
  const { receipt, claimed } = await receiveWebhook(engine, {
    eventId,
    type,
    portalId: null, // worked off with the payment provider's, apart from HubSpot's, which run an author's code
    customerId: null,
    receivedAt: engine.clock.now(),
    sealedBody: await sealPayload(engine, { eventId, payload: message }),
    needsObservation: false,
    needsHandlers: news.kind !== 'ignored',
  });
  return { receipt, claimed, eventId, type };
}

/** The partner's name keeps two partners with the same ids apart; the portal comes last, where an erasure finds it. */
function eventIdOf({ partner, webhookId }: PartnerMessage, news: PartnerNews): string {
  const portal = news.kind === 'grantChanged' ? news.portalId : 'none';
  return `${PARTNER_EVENT_PREFIX}${partner}:${webhookId}:${portal}`;
}
