import { SECOND_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent } from '../ports/inbox.js';

/** How long a stored webhook is left to whoever took it up. */
export const EVENT_LEASE_MS = 60 * SECOND_MS;

/** Whether there is time to begin: what is begun late may still be under way when others take the event. */
export function isLeaseLong({ clock }: BillingEngine, { claimedUntil }: ClaimedEvent): boolean {
  return clock.now() <= claimedUntil - EVENT_LEASE_MS / 2;
}
