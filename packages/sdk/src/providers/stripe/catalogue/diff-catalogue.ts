import type { CatalogueDiff, CatalogueObstacle } from './catalogue-diff.js';
import type { CatalogueState } from './catalogue-state.js';
import type { CatalogueWish } from './catalogue-wish.js';
import { diffDestination } from './diff-destination.js';
import { diffEndpoint } from './diff-endpoint.js';
import { diffPortal } from './diff-portal.js';
import { diffPlanPrices } from './diff-plan-prices.js';

/** What a push would do, in the order in which it does it: what is sold, then who may change to it, then who is told. */
export function diffCatalogue(wish: CatalogueWish, state: CatalogueState): CatalogueDiff {
  const plans = wish.plans.map((plan) => diffPlanPrices(plan, state));
  const prices = plans.map(({ plan }) => plan);
  const parts = [
    diffPortal(state.portal, prices),
    diffEndpoint(wish.endpointUrl, state.endpoints),
    diffDestination(wish, state),
  ];
  return {
    steps: [...plans, ...parts].flatMap(({ steps }) => steps),
    kept: [...plans, ...parts].flatMap(({ kept }) => kept),
    obstacles: [...unpricedPlans(wish, prices), ...parts.flatMap(({ obstacles }) => obstacles)],
    plans: prices,
  };
}

function unpricedPlans(
  { plans, mode }: CatalogueWish,
  prices: CatalogueDiff['plans'],
): readonly CatalogueObstacle[] {
  return plans
    .filter((_, at) => prices[at]?.prices.length === 0)
    .map(({ name }) => ({
      what: 'plan',
      plan: name,
      message: `Plan ${name} has no price in ${mode} mode, and hs-x.toml does not say what it costs.`,
      next: `Add [billing.plan.${name}.price] with amount_minor, currency and interval, or a stripe_price that exists.`,
    }));
}
