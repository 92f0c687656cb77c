import type { BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent } from '../ports/inbox.js';
import { openStoredPayload } from './store-event.js';

/** Runs the author's own handlers for a stored event and notes what became of it. Throws what they throw. */
export async function runEventHandlers(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  const payload = await openStoredPayload(engine, event);
  const outcome = await engine.eventHandlers?.(payload, event);
  await engine.inbox.settle(engine.scope, event, outcome ?? { kind: 'handled' });
}
