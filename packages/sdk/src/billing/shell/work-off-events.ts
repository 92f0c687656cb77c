import type { BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent } from '../ports/inbox.js';
import { deliverEffects } from './deliver-effects.js';
import { processClaimed, processEvents } from './process-events.js';

/** Decides and commits what a stored webhook asks for, then tells the world; without one in hand, what all that wait for their turn ask for. */
export async function workOffEvents(engine: BillingEngine, claimed: ClaimedEvent | null): Promise<void> {
  if (claimed) await processClaimed(engine, [claimed]);
  else await shared(engine, 'process events', () => processEvents(engine));
  await shared(engine, 'deliver effects', () => deliverEffects(engine));
}

/** Those who ask in the same moment share a run. One that is under way is not waited for: something of the author's may hang in it. */
async function shared(engine: BillingEngine, what: string, work: () => Promise<unknown>): Promise<void> {
  const begun = await engine.coalescer.run(what, () => Promise.resolve({ run: work() }));
  await begun.run;
}
