/** What the inbox’s suite does again and again. */
import type { ClaimedEvent, EventResult, Inbox } from '../billing/ports/inbox.js';
import { MINUTE_MS } from '../kernel/instant.js';
import { STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** The end of the claims these cases settle under. */
export const CLAIM_END = STORE_NOW + MINUTE_MS;
/** Of an event that waits for the author’s handlers alone. */
export const HANDLERS_ONLY = { needsObservation: false, needsHandlers: true };

/** Claims for a minute. */
export async function claimEvents(
  inbox: Inbox,
  wish: { readonly now?: number; readonly limit?: number } = {},
): Promise<readonly ClaimedEvent[]> {
  return inbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 100, leaseMs: MINUTE_MS, ...wish });
}

/** The same; the ids are told. */
export async function claimedEventIds(
  inbox: Inbox,
  wish: { now?: number; limit?: number } = {},
): Promise<readonly string[]> {
  return (await claimEvents(inbox, wish)).map((event) => event.eventId);
}

/** Notes an end, under the claim that ends then. */
export async function settleEvent(
  inbox: Inbox,
  eventId: string,
  result: EventResult,
  claimedUntil = CLAIM_END,
): Promise<void> {
  await inbox.settle(STORE_SCOPE, { eventId, claimedUntil }, result);
}
