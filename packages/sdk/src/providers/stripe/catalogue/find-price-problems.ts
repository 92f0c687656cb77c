import { catalogueFinding, type CatalogueFinding } from './catalogue-finding.js';
import type { CataloguePrice, CatalogueState } from './catalogue-state.js';
import type { WishedPlan, WishedPrice } from './catalogue-wish.js';
import { costs, holderOf } from './diff-plan-prices.js';
import { formatAmount } from './format-amount.js';

const PUSH = 'hs-x billing plans push';

/** What is wrong with the prices of one plan. Former prices may be archived; the one that is sold may not. */
export function findPriceProblems(
  plan: WishedPlan,
  state: CatalogueState,
  mode: string,
): readonly CatalogueFinding[] {
  const { name } = plan;
  if (plan.priceIds.length === 0) {
    const message = `Plan ${name} has no stripe_price for ${mode} mode: nobody can buy it.`;
    const next =
      plan.prices.length > 0
        ? PUSH
        : `Add a ${mode} price to [billing.plan.${name}], or say what it costs: price.`;
    return [catalogueFinding('plan.unpriced', { plan: name, message, next })];
  }
  const named = plan.priceIds.flatMap((id, at) =>
    listed(plan, { id, price: state.prices.get(id), at, mode }),
  );
  const declared = plan.prices.flatMap((wished, at) => unmet(plan, { wished, isSold: at === 0 }, state));
  return [...named, ...archivedProducts(plan, state), ...declared];
}

function listed(
  plan: WishedPlan,
  seen: {
    readonly id: string;
    readonly price: CataloguePrice | undefined;
    readonly at: number;
    readonly mode: string;
  },
): readonly CatalogueFinding[] {
  const { id, price, at, mode } = seen;
  const subject = `Price ${id} of plan ${plan.name}`;
  if (price === undefined) {
    const message = `${subject} does not exist in ${mode} mode of this Stripe account.`;
    const next =
      plan.prices.length > 0
        ? PUSH
        : 'Copy the id from the Stripe Dashboard (Product catalogue) of the same mode and account.';
    return [catalogueFinding('price.missing', { plan: plan.name, message, next })];
  }
  if (price.interval === null) {
    const message = `${subject} is charged once, and no subscription can be made of it.`;
    const next = 'Make a recurring price and name it in stripe_price instead.';
    return [catalogueFinding('price.once', { plan: plan.name, message, next })];
  }
  if (price.isActive || at > 0) return [];
  const message = `${subject} is archived, so that nobody can buy the plan.`;
  const next = 'Make it active in the Stripe Dashboard, or name another one first in stripe_price.';
  return [catalogueFinding('price.archived', { plan: plan.name, message, next })];
}

function archivedProducts(
  plan: WishedPlan,
  { prices, products }: CatalogueState,
): readonly CatalogueFinding[] {
  const [sold = ''] = plan.priceIds;
  const product = products.get(prices.get(sold)?.productId ?? '');
  if (!product || product.isActive) return [];
  const message = `The product of plan ${plan.name} (${product.name}) is archived, so that nobody can buy the plan.`;
  return [catalogueFinding('product.archived', { plan: plan.name, message, next: PUSH })];
}

/** A declared amount that no named price has. */
function unmet(
  plan: WishedPlan,
  { wished, isSold }: { readonly wished: WishedPrice; readonly isSold: boolean },
  state: CatalogueState,
): readonly CatalogueFinding[] {
  const named = plan.priceIds.map((id) => state.prices.get(id)).filter((price) => price !== undefined);
  const at = named.findIndex((price) => costs(price, wished));
  const amount = formatAmount({ ...wished });
  if (at === 0 || (at > 0 && !isSold)) return [];
  if (at > 0) {
    const message = `Plan ${plan.name} is to cost ${amount} and is sold at ${named[0] ? formatAmount(named[0]) : 'another price'}: ${named[at]?.id ?? ''} is not the first of stripe_price.`;
    const next = 'Put it first: the first price is the one that is sold.';
    return [catalogueFinding('price.unnamed', { plan: plan.name, message, next })];
  }
  const holder = holderOf(wished, state);
  if (holder && costs(holder, wished)) {
    const message = `${holder.id} costs what plan ${plan.name} declares (${amount}), and stripe_price does not name it.`;
    const next = `Add it to stripe_price of [billing.plan.${plan.name}]; hs-x billing plans push prints the line.`;
    return [catalogueFinding('price.unnamed', { plan: plan.name, message, next })];
  }
  const present = named
    .filter(({ isActive }) => isActive)
    .map((price) => `${formatAmount(price)} (${price.id})`);
  const seen = present.length === 0 ? 'no price of it is active' : `Stripe has ${present.join(', ')}`;
  const message = `Plan ${plan.name} is to cost ${amount}, but ${seen}.`;
  return [catalogueFinding('price.differs', { plan: plan.name, message, next: PUSH })];
}
