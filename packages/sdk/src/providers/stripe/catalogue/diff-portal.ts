/**
 * What the customer portal says of plan changes. The list of products is shared with whatever else the account sells: only entries of the
 * app's own products are written, the others stay as they are. Of a plan whose amounts are declared exactly those are offered; of another one
 * whatever its owner offers besides stays, since nobody can tell a former price from a second one.
 */
import { portalSettingChanges } from '../portal-configuration.js';
import type {
  CatalogueObstacle,
  CatalogueStep,
  KeptThing,
  OfferedProduct,
  PlanPrices,
  PriceReference,
} from './catalogue-diff.js';
import type { CataloguePortal } from './catalogue-state.js';

/** Steps, or why there can be none. */
export interface PartDiff {
  readonly steps: readonly CatalogueStep[];
  readonly kept: readonly KeptThing[];
  readonly obstacles: readonly CatalogueObstacle[];
}

/** Compares the portal. Plan changes are offered once there are two prices to choose from. */
export function diffPortal(portal: CataloguePortal | null, plans: readonly PlanPrices[]): PartDiff {
  if (portal === null) return { steps: [], kept: [], obstacles: [NO_PORTAL] };
  const wanted = offeredProducts(plans).map((product) => withPresent(product, { portal, plans }));
  const hasChoice = wanted.flatMap(({ prices }) => prices).length > 1;
  const settings = portalSettingChanges({
    proration_behavior: portal.prorationBehavior,
    trial_update_behavior: portal.trialUpdateBehavior,
  });
  const isAllowed = portal.isUpdateEnabled && portal.allowedUpdates.includes('price');
  const isSwitchedOn = hasChoice && !isAllowed;
  const changed = hasChoice ? wanted.filter((product) => !isOffered(product, portal)) : [];
  if (settings.length === 0 && !isSwitchedOn && changed.length === 0) {
    const name = hasChoice ? 'plan changes over every price that is sold' : 'how a plan change is billed';
    return { steps: [], kept: [{ what: 'portal', plan: null, name }], obstacles: [] };
  }
  const changedIds = new Set(changed.map(({ productId }) => productId));
  const step: CatalogueStep = {
    kind: 'setPortal',
    configurationId: portal.configurationId,
    settings,
    isSwitchedOn,
    allowedUpdates: [...new Set([...portal.allowedUpdates, 'price'])],
    // A list of parameters replaces the whole list there is.
    products: changed.length === 0 && !isSwitchedOn ? null : merged(portal, changed),
    offeredPlans: plans.filter(({ productId }) => changedIds.has(productId)).map(({ plan }) => plan),
  };
  return { steps: [step], kept: [], obstacles: [] };
}

const NO_PORTAL: CatalogueObstacle = {
  what: 'portal',
  plan: null,
  message: 'The Stripe account has no customer portal, so nobody can change plan or card, or cancel.',
  next: 'Save it once in the Stripe Dashboard (Settings, Billing, Customer portal), then: hs-x billing plans push',
};

/** One price a product, currency and period: of several, the one that is sold, so that nobody changes to a former amount. */
function offeredProducts(plans: readonly PlanPrices[]): readonly OfferedProduct[] {
  const offered = new Map<string, Map<string, PriceReference>>();
  for (const reference of plans.flatMap(({ prices }) => prices)) {
    const terms = termsOf(reference);
    if (terms === null) continue;
    const periods = offered.get(terms.productId) ?? new Map<string, PriceReference>();
    if (!periods.has(terms.period)) periods.set(terms.period, reference);
    offered.set(terms.productId, periods);
  }
  return [...offered].map(([productId, periods]) => ({
    productId,
    prices: [...periods.values()],
    quantity: null,
  }));
}

function withPresent(
  product: OfferedProduct,
  { portal, plans }: { readonly portal: CataloguePortal; readonly plans: readonly PlanPrices[] },
): OfferedProduct {
  const { productId, prices } = product;
  if (plans.some((plan) => plan.productId === productId && plan.isDeclared)) return product;
  const present = portal.products.find((each) => each.productId === productId)?.priceIds ?? [];
  return {
    ...product,
    prices: [...present, ...prices.filter((price) => !present.includes(idOf(price) ?? ''))],
  };
}

function termsOf(reference: PriceReference): { readonly productId: string; readonly period: string } | null {
  if (reference.kind === 'new') {
    const { productId, wished } = reference;
    return { productId, period: `${wished.currency} ${wished.interval} ${wished.intervalCount}` };
  }
  const { productId, currency, interval, intervalCount, isActive } = reference.price;
  if (!isActive || interval === null) return null;
  return { productId, period: `${currency} ${interval} ${intervalCount}` };
}

function isOffered({ productId, prices }: OfferedProduct, portal: CataloguePortal): boolean {
  const present = portal.products.find((product) => product.productId === productId)?.priceIds ?? [];
  const wanted = prices.map(idOf);
  return present.length === wanted.length && wanted.every((id) => id !== null && present.includes(id));
}

function merged(portal: CataloguePortal, changed: readonly OfferedProduct[]): readonly OfferedProduct[] {
  const present = portal.products.map(({ productId, priceIds, quantity }) => {
    const change = changed.find((product) => product.productId === productId);
    return { productId, prices: change?.prices ?? priceIds, quantity };
  });
  const known = new Set(present.map(({ productId }) => productId));
  return [...present, ...changed.filter(({ productId }) => !known.has(productId))];
}

function idOf(price: string | PriceReference): string | null {
  if (typeof price === 'string') return price;
  return price.kind === 'existing' ? price.price.id : null;
}
