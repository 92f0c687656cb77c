import type { VendorOverrides } from '@hs-x/sdk/node';
import type { Simulators } from '../simulators/load-simulators.js';

/** Where the app finds the vendors under dev: the SDK's own calls, and an author's `ctx.http` calls to the vendors' hosts. */
export function vendorsOf({ stripe, hubspot }: Simulators): VendorOverrides {
  return {
    hubspotOrigins: { appOrigin: hubspot.origin, apiOrigin: hubspot.origin },
    stripeOrigin: stripe.origin,
    httpOrigins: {
      'https://api.stripe.com': stripe.origin,
      'https://api.hubapi.com': hubspot.origin,
      'https://app.hubspot.com': hubspot.origin,
    },
  };
}
