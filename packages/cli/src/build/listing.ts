/** What the app's Marketplace listing says of prices, from the same plans the app charges by. HubSpot shows it and bills nothing (read 2026-11-20). */
import type { AppConfig } from '@hs-x/sdk';
import { componentFile, type ProjectFile } from './project-source.js';
import { wordsOf } from './words-of.js';

/** A listing's pricing tab takes so many plans (HubSpot's listing requirements, read 2026-11-20). */
export const MAX_LISTED_PLANS = 5;

/** `listing.json`: the listing's plans, to be copied into its pricing tab. */
export function listing({ app, billing }: AppConfig): ProjectFile {
  const plans = billing.plans.slice(0, MAX_LISTED_PLANS).flatMap((name) => {
    const plan = billing.plan[name];
    if (plan === undefined) return [];
    const { stripe_price: prices, price: declared = [], title, features, limits } = plan;
    const isFree = prices.test.length + prices.live.length + declared.length === 0;
    const lines = features.includes('*') ? ['Everything'] : features.map((feature) => wordsOf(feature));
    return [{ name: title, model: isFree ? 'free' : 'subscription', features: lines, limits }];
  });
  return componentFile('listing.json', { app: app.name, freeTrialDays: billing.trial_days, plans });
}
