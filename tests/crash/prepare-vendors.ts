/** What an operator sets up at the vendors before the app's first start: prices, the webhook endpoint, the HubSpot app. */
import type { Simulators } from '@hs-x/simulators';
import { PLANS } from '../proof/proof-config.js';

const AMOUNTS_MINOR: Readonly<Record<string, number>> = { team: 4_900, scale: 19_900 };

/** Sets everything up for an app at this address; answers the environment it starts with. */
export function prepareVendors(
  { stripe, hubspot }: Simulators,
  appUrl: string,
): Readonly<Record<string, string>> {
  const paid = PLANS.flatMap(({ priceId, name }) => (priceId === null ? [] : [{ priceId, name }]));
  stripe.control.seedCatalogue(
    paid.map(({ priceId, name }) => ({
      priceId,
      productName: name,
      amountMinor: AMOUNTS_MINOR[name] ?? 0,
      currency: 'usd',
      interval: 'month',
    })),
  );
  const { secret } = stripe.control.registerWebhook(`${appUrl}/webhooks/stripe`);
  const { clientId, clientSecret } = hubspot.control.configureApp({
    appOrigin: appUrl,
    redirectUrls: [`${appUrl}/oauth/callback`],
    scopes: ['oauth'],
  });
  return {
    APP_URL: appUrl,
    HSX_SECRET: 'a-secret-for-tests-of-32-characters-or-more',
    HUBSPOT_CLIENT_ID: clientId,
    HUBSPOT_CLIENT_SECRET: clientSecret,
    STRIPE_SECRET: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: secret,
  };
}
