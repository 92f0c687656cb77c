/**
 * Which price stands for which declared amount. A lookup key names the present price; where it has none yet, a price of `stripe_price` that costs
 * the same counts, so that a catalogue made by hand is taken over as it is. What a price costs never changes (Stripe allows it to nobody):
 * another amount is another price, and the key moves to it.
 */
import type { CatalogueStep, KeptThing, PlanPrices, PriceReference } from './catalogue-diff.js';
import type { CataloguePrice, CatalogueState } from './catalogue-state.js';
import type { WishedPlan, WishedPrice } from './catalogue-wish.js';

/** What one plan needs. */
export interface PlanDiff {
  readonly steps: readonly CatalogueStep[];
  readonly kept: readonly KeptThing[];
  readonly plan: PlanPrices;
}

/** Compares one plan's product and prices. */
export function diffPlanPrices(plan: WishedPlan, state: CatalogueState): PlanDiff {
  const product = diffProduct(plan, state);
  const steps: CatalogueStep[] = [...product.steps];
  const kept: KeptThing[] = [...product.kept];
  const prices: PriceReference[] = [];
  for (const wished of plan.prices) {
    const holder = holderOf(wished, state);
    const found = [holder, ...listedPrices(plan, state)].find((price) => price && costs(price, wished));
    if (!found) {
      const { productId } = product;
      steps.push({ kind: 'createPrice', plan: plan.name, productId, wished, replaces: holder });
      prices.push({ kind: 'new', productId, wished });
      continue;
    }
    prices.push({ kind: 'existing', price: found });
    if (wished.isKeyChosen && found.lookupKey !== wished.lookupKey) {
      const { lookupKey } = wished;
      const from = holder?.id ?? null;
      steps.push({ kind: 'moveLookupKey', plan: plan.name, priceId: found.id, lookupKey, from });
    } else kept.push({ what: 'price', plan: plan.name, name: found.id });
  }
  const declared = new Set(prices.map((each) => (each.kind === 'existing' ? each.price.id : '')));
  const others = listedPrices(plan, state).filter(({ id }) => !declared.has(id));
  if (plan.prices.length === 0)
    kept.push(...others.map(({ id }) => ({ what: 'price', plan: plan.name, name: id }) as const));
  const all = [...prices, ...others.map((price) => ({ kind: 'existing', price }) as const)];
  return {
    steps,
    kept,
    plan: { plan: plan.name, productId: product.productId, isDeclared: plan.prices.length > 0, prices: all },
  };
}

/** The prices of `stripe_price` that exist in the mode. */
function listedPrices(plan: WishedPlan, { prices }: CatalogueState): readonly CataloguePrice[] {
  return plan.priceIds.map((id) => prices.get(id)).filter((price) => price !== undefined);
}

/** Whether a subscription can be sold at the price, and costs what is wished. */
export function costs(price: CataloguePrice, wished: WishedPrice): boolean {
  return (
    price.isActive &&
    price.amountMinor === wished.amountMinor &&
    price.currency === wished.currency &&
    price.interval === wished.interval &&
    price.intervalCount === wished.intervalCount
  );
}

/** The price that has the wished lookup key. */
export function holderOf({ lookupKey }: WishedPrice, { prices }: CatalogueState): CataloguePrice | null {
  return [...prices.values()].find((price) => price.lookupKey === lookupKey) ?? null;
}

interface ProductDiff {
  readonly productId: string;
  readonly steps: readonly CatalogueStep[];
  readonly kept: readonly KeptThing[];
}

/** A plan's prices share a product: that of the prices it has, or one that HS-X makes. Its name is HS-X's only where HS-X made it. */
function diffProduct(plan: WishedPlan, state: CatalogueState): ProductDiff {
  const { newProduct: wanted, name } = plan;
  const keyed = plan.prices.map((wished) => holderOf(wished, state)).filter((price) => price !== null);
  const present = [...keyed, ...listedPrices(plan, state)].toSorted(
    (one, other) => Number(other.isActive) - Number(one.isActive),
  );
  const productId = present[0]?.productId ?? wanted.id;
  const product = state.products.get(productId);
  if (product === undefined) {
    const isMade = plan.prices.length > 0;
    const step = { kind: 'createProduct', plan: name, id: productId, name: wanted.name } as const;
    return { productId, steps: isMade ? [step] : [], kept: [] };
  }
  const isOurs = productId === wanted.id;
  const to = { id: productId, name: isOurs ? wanted.name : product.name, isActive: true };
  if (product.isActive && product.name === to.name)
    return { productId, steps: [], kept: [{ what: 'product', plan: name, name: product.name }] };
  return { productId, steps: [{ kind: 'updateProduct', plan: name, from: product, to }], kept: [] };
}
