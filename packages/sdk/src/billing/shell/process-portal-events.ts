/**
 * Works off HubSpot's stored webhooks portal by portal: each portal's events one after the other, a few portals at the same time, and after
 * each event it is the next portal's turn. So a portal with thousands of events, or with a handler that hangs, takes one lane of several
 * and delays nobody else's; and none of it stands in the way of the payment provider's webhooks.
 */
import type { PortalId } from '../../kernel/ids.js';
import { MINUTE_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import { failEvent } from './fail-event.js';
import { runEventHandlers } from './run-event-handlers.js';

/** Portals worked for at the same time by one process. */
const LANES = 8;
/** More than the longest wait for an event's handlers. */
const LEASE_MS = MINUTE_MS;

/** Works off every event whose time has come, also those that come meanwhile; returns how many this call took. */
export async function processPortalEvents(engine: BillingEngine): Promise<number> {
  const lanes = Array.from({ length: LANES }, (_unused, lane) =>
    // A lane that is busy is not waited for by the others: the idle ones take up what has come.
    engine.coalescer.run(`portal events ${lane}`, () => runLane(engine)),
  );
  const taken = await Promise.all(lanes);
  return taken.reduce((sum, count) => sum + count, 0);
}

async function runLane(engine: BillingEngine): Promise<number> {
  const { inbox, scope, clock } = engine;
  let taken = 0;
  let after: PortalId | null = null;
  for (;;) {
    const event = await inbox.claimTurn(scope, { after, now: clock.now(), leaseMs: LEASE_MS });
    if (!event && after === null) return taken;
    after = event?.portalId ?? null; // behind the last portal it is the first one's turn again
    if (!event) continue;
    taken += 1;
    await runEventHandlers(engine, event).catch((error: unknown) => failEvent(engine, event, error));
  }
}
