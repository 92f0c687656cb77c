import type { AppConfig, PlanConfig } from '@hs-x/sdk/config';

/** A line of hs-x.toml. */
export interface StripePriceLine {
  readonly plan: string;
  /** The table it stands in, such as `[billing.plan.team]`. */
  readonly table: string;
  /** Such as `stripe_price = { test = "price_1", live = "price_2" }`. */
  readonly line: string;
}

/** The `stripe_price` lines that name the prices of one mode, for the plans that name others now. */
export function stripePriceLines(made: {
  readonly config: Pick<AppConfig, 'billing'>;
  readonly mode: 'test' | 'live';
  /** The prices each plan has in the mode, the one sold first. */
  readonly plans: readonly { readonly plan: string; readonly priceIds: readonly string[] }[];
}): readonly StripePriceLine[] {
  const { config, mode, plans } = made;
  return plans.flatMap(({ plan, priceIds }) => {
    const present = config.billing.plan[plan];
    if (present?.price === undefined || priceIds.length === 0) return [];
    if (isSame(present.stripe_price[mode], priceIds)) return [];
    return [{ plan, table: `[billing.plan.${plan}]`, line: lineOf(present, { mode, priceIds }) }];
  });
}

function lineOf(
  { stripe_price: present }: PlanConfig,
  { mode, priceIds }: { readonly mode: 'test' | 'live'; readonly priceIds: readonly string[] },
): string {
  const other = mode === 'test' ? 'live' : 'test';
  // An id is of one mode: what stands for both and is there in this one is not there in the other.
  const isForBoth = isSame(present.test, present.live);
  const others = present[other].filter((id) => !isForBoth || !priceIds.includes(id));
  const ids = { [mode]: priceIds, [other]: others };
  const parts = (['test', 'live'] as const)
    .filter((each) => (ids[each] ?? []).length > 0)
    .map((each) => `${each} = ${shown(ids[each] ?? [])}`);
  return `stripe_price = { ${parts.join(', ')} }`;
}

function shown(ids: readonly string[]): string {
  const texts = ids.map((id) => JSON.stringify(id));
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((id, at) => id === right[at]);
}
