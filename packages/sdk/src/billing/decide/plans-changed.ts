import type { Instant } from '../../kernel/instant.js';
import type { Account, KnownSubscription } from '../account.js';
import type { Decision } from '../decision.js';
import type { PlansChanged } from '../input.js';
import type { Rules } from '../rules.js';
import { unknownPriceAlerts } from './unknown-price-alerts.js';

/**
 * A deploy changed the plan table: the subscription's price is looked up anew, and the change is counted, so that what the plan in force
 * limits is adjusted also when the plan kept its name.
 */
export function plansChanged(account: Account, input: PlansChanged, rules: Rules, now: Instant): Decision {
  const { told, key } = account;
  const subscription = account.subscription && withPlanOf(account.subscription, rules, now);
  const planChange = { ...told.planChange, count: told.planChange.count + 1 };
  return {
    account: { ...account, subscription, told: { ...told, planChange } },
    journal: [{ at: now, cause: input.kind, summary: 'The plan table of hs-x.toml has changed.' }],
    effects: unknownPriceAlerts({
      portalId: key.portalId,
      before: account.subscription,
      after: subscription,
      now,
    }),
  };
}

/** The plan its price belongs to now; a price that is in no plan any more keeps the last one for a while. */
function withPlanOf(subscription: KnownSubscription, rules: Rules, now: Instant): KnownSubscription {
  const plan = rules.plans.withPrice(subscription.priceIds);
  if (plan) return { ...subscription, plan: plan.name, priceUnknownSince: null };
  return { ...subscription, priceUnknownSince: subscription.priceUnknownSince ?? now };
}
