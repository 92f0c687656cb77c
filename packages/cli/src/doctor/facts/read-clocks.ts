import type { AdminHealth } from '@hs-x/sdk/admin';
import { HUBSPOT_ORIGINS } from '@hs-x/sdk/hubspot';
import type { ClockReading } from '../doctor-facts.js';
import type { Asked } from '../finding.js';
import type { Collecting } from './collecting.js';
import { askPlainly } from './ask-plainly.js';

/** Reads the clocks that signatures are judged by: Stripe's and HubSpot's from the date of an answer, a deployed app's from its own words. */
export async function readClocks(
  collecting: Collecting,
  app: Asked<AdminHealth>,
): Promise<readonly ClockReading[]> {
  const readings: ClockReading[] = [];
  const { config } = collecting;
  const usesStripe = 'value' in config && config.value.billing.provider === 'stripe';
  if (usesStripe) readings.push({ who: 'stripe', aheadMs: await stripeAhead(collecting) });
  readings.push({ who: 'hubspot', aheadMs: await hubspotAhead(collecting) });
  if (collecting.url !== undefined) {
    const aheadMs = 'value' in app ? { value: app.value.now - collecting.now() } : app;
    readings.push({ who: 'app', aheadMs });
  }
  return readings;
}

/** An answer that refuses has a date, too: no key is needed. */
function stripeAhead(collecting: Collecting): Promise<Asked<number>> {
  const { vendors, isUnderDev, mayAskOutside } = collecting;
  if (isUnderDev && !vendors)
    return Promise.resolve({ reason: 'The app runs under hs-x dev, where Stripe is simulated.' });
  if (!mayAskOutside) return Promise.resolve({ reason: 'Stripe was not asked (--offline).' });
  return dateOf(collecting, `${vendors?.stripeOrigin ?? 'https://api.stripe.com'}/v1/prices`);
}

function hubspotAhead(collecting: Collecting): Promise<Asked<number>> {
  const { vendors, isUnderDev, mayAskOutside } = collecting;
  if (isUnderDev && !vendors)
    return Promise.resolve({ reason: 'The app runs under hs-x dev, where HubSpot is simulated.' });
  if (!mayAskOutside) return Promise.resolve({ reason: 'HubSpot was not asked (--offline).' });
  return dateOf(collecting, (vendors?.hubspotOrigins ?? HUBSPOT_ORIGINS).apiOrigin);
}

/** The header tells whole seconds: half of one is what it is off by on average. */
async function dateOf({ now }: Collecting, address: string): Promise<Asked<number>> {
  const before = now();
  const answer = await askPlainly(address);
  const at = Date.parse(answer?.headers.get('date') ?? '');
  if (answer === null || Number.isNaN(at)) {
    return {
      reason: `${new URL(address).host} ${answer === null ? 'could not be reached' : 'named no time'}.`,
    };
  }
  return { value: at + 500 - (before + now()) / 2 };
}
