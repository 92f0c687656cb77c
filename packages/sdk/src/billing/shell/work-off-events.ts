import type { BillingEngine } from '../billing-engine.js';
import { deliverEffects } from './deliver-effects.js';
import { processEvents } from './process-events.js';

/**
 * Decides and commits what stored webhooks ask for, account by account, then tells the world. Webhooks that were stored together share one run;
 * a run that is under way is not waited for, since a handler of the author's may hang in it.
 */
export async function workOffEvents(engine: BillingEngine): Promise<void> {
  const begun = await engine.coalescer.run('work off events', () =>
    Promise.resolve({ run: workOff(engine) }),
  );
  await begun.run;
}

async function workOff(engine: BillingEngine): Promise<void> {
  await processEvents(engine);
  await deliverEffects(engine);
}
