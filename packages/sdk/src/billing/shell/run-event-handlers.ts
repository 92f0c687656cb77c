import type { BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent, EventOutcome } from '../ports/inbox.js';
import { openStoredPayload } from './store-event.js';

/** Runs the author's own handlers for a stored event and notes what became of it. Throws what they throw. */
export async function runEventHandlers(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  // A report of dropped usage names its object and has no `data.object`, which handlers are promised: it is for HS-X alone.
  const isOurs = engine.provider?.meterErrors?.isReport(event.type) === true;
  const outcome = isOurs ? undefined : await askAuthor(engine, event);
  await engine.inbox.settle(engine.scope, event, outcome ?? { kind: 'handled' });
}

async function askAuthor(engine: BillingEngine, event: ClaimedEvent): Promise<EventOutcome | undefined> {
  const payload = await openStoredPayload(engine, event);
  return (await engine.eventHandlers?.(payload, event)) ?? undefined;
}
