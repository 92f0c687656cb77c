import { resourceMissing } from '../api/failure.js';
import { HOUR_S } from '../epoch.js';
import { timelineOfCustomer } from '../test-clocks/timeline-of.js';
import { nowSeconds, onTimeline, type StripeWorld } from '../world.js';
import type { PortalSessionObject } from './object.js';

/** How long a portal link works; Stripe says only "short-lived" (facts 3, read 2026-11-20). */
const LIVES_FOR_S = HOUR_S;

/** The portal session with this id, dead or alive; undefined when there is none. */
export function findPortalSession(world: StripeWorld, id: string): PortalSessionObject | undefined {
  return world.state.portalSessions.get(id);
}

/** Whether the link still opens the portal. */
export function isPortalSessionLive(world: StripeWorld, session: PortalSessionObject): boolean {
  const timeline = timelineOfCustomer(world, session.customer);
  return onTimeline(world, timeline, () => nowSeconds(world)) < session.created + LIVES_FOR_S;
}

/** Refuses a dead session. */
export function requireLive(world: StripeWorld, session: PortalSessionObject): void {
  if (isPortalSessionLive(world, session)) return;
  throw resourceMissing({ noun: 'billing_portal.session', id: session.id });
}
