/** What no plan can tell by itself: the checks that compare plans with each other. */
import type { BillingProvider } from '../contract/app-config.js';
import type { PriceId } from '../kernel/ids.js';
import type { ProblemLog } from './problem-log.js';
import type { ReadPlan } from './read-plan.js';
import { showText } from './show-value.js';

/** Reports a second plan without a price, and a provider that has nothing to sell. */
export function checkPlansForSale(options: {
  readonly plans: readonly ReadPlan[];
  readonly provider: BillingProvider;
  /** Where to report that there are no plans. */
  readonly offset: number;
  readonly log: ProblemLog;
}): void {
  const { plans, provider, offset, log } = options;
  const [free, ...others] = plans.filter(isFree);
  for (const { path, offset: planOffset } of others) {
    const also = `${free?.path ?? ''} (line ${log.lineOf(free?.offset ?? 0)})`;
    const advice =
      provider === 'invoice' ? ' Invoiced plans may carry any text as price, such as "invoice".' : '';
    const message = `${path} has no stripe_price, and ${also} is already the free plan. Give one of them a price.${advice}`;
    log.report({ offset: planOffset, key: path, code: 'TWO_FREE_PLANS', message });
  }
  const key = 'billing.plan';
  if (plans.length === 0 && provider !== 'none') {
    const message = `${key} is missing: provider "${provider}" needs at least one plan. Add [billing.plan.<name>].`;
    log.report({ offset, key, code: 'NO_PLANS', message });
  } else if (provider === 'stripe' && plans.every(isFree)) {
    const message = `${key} has nothing to sell: provider "stripe" needs a plan with a stripe_price. Add one, or use provider "none".`;
    log.report({ offset, key, code: 'NO_PAID_PLAN', message });
  }
}

/** Reports a price that two plans name: a subscription to it could be either. */
export function checkPricesAreUnique(plans: readonly ReadPlan[], log: ProblemLog): void {
  const reported = new Set<string>();
  for (const mode of ['test', 'live'] as const) {
    const owners = new Map<PriceId, ReadPlan>();
    for (const plan of plans) {
      for (const price of plan.config.stripe_price[mode]) {
        const owner = owners.get(price);
        const report = `${plan.path} ${price}`;
        if (owner === undefined) owners.set(price, plan);
        else if (!reported.has(report)) reportSharedPrice({ price, plan, owner, log });
        reported.add(report);
      }
    }
  }
}

/** Whether the plan is written without a price; one whose amount is declared costs something before it has a price at the provider. */
export function isFree({ table }: ReadPlan): boolean {
  if (table.entries.has('price')) return false;
  const price = table.entries.get('stripe_price')?.value;
  return price === undefined || (price.kind === 'text' && price.value === '');
}

function reportSharedPrice(shared: {
  price: PriceId;
  plan: ReadPlan;
  owner: ReadPlan;
  log: ProblemLog;
}): void {
  const { price, plan, owner, log } = shared;
  const key = `${plan.path}.stripe_price`;
  const offset = plan.table.entries.get('stripe_price')?.value.offset ?? plan.offset;
  const first = `${owner.path} (line ${log.lineOf(owner.offset)})`;
  const message = `${key} names ${showText(price)}, which is already the price of ${first}. A price belongs to one plan.`;
  log.report({ offset, key, code: 'DUPLICATE_VALUE', message, seen: showText(price) });
}
