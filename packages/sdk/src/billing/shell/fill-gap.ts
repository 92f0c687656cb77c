/**
 * The cheap layer between webhooks and the nightly reconciliation: asks which events nobody accepted and puts them into the same inbox,
 * where the ones that did arrive are known already.
 */
import { DAY_MS, MINUTE_MS, type Instant } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { Checkpoints } from '../checkpoints.js';
import { deliverEffects } from './deliver-effects.js';
import { processEvents } from './process-events.js';
import { storeEvent } from './store-event.js';

const WATERMARK = 'hsx:gap:watermark';
/** A provider's list may show an event a while after it was made. */
const OVERLAP_MS = 30 * MINUTE_MS;
/** After a longer pause, what is older is left to reconciliation. */
const MAX_REACH_MS = 3 * DAY_MS;

/**
 * Stores the events that were never delivered and works them off; returns how many were new. The first call only notes the present. Throws
 * PROVIDER_UNAVAILABLE, PROVIDER_REFUSED or STORE_UNAVAILABLE, and the next call reads the same again.
 */
export async function fillGap(engine: BillingEngine, checkpoints: Checkpoints): Promise<number> {
  const { scope, provider } = engine;
  if (!provider?.undeliveredEvents) return 0;
  const now = engine.clock.now();
  const watermark = (await checkpoints.get(scope, { key: WATERMARK, now })) as Instant | null;
  let added = 0;
  if (watermark !== null) {
    const since = Math.max(watermark - OVERLAP_MS, now - MAX_REACH_MS);
    for (const event of await provider.undeliveredEvents(since)) {
      if (!event.isAboutBilling) continue;
      if ((await storeEvent(engine, event)) === 'stored') added += 1;
    }
  }
  await checkpoints.put(scope, { key: WATERMARK, value: now, expiresAt: null });
  if (added === 0) return 0;
  engine.logger.log('warn', 'events found that were never delivered', { added });
  await processEvents(engine);
  await deliverEffects(engine);
  return added;
}
