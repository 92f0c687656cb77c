import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { PlansChanged } from '../input.js';
import type { Rules } from '../rules.js';

/**
 * A deploy changed the plan table: the subscription's price is looked up anew, and a portal whose limits or features changed is treated
 * as after a change of plan.
 */
export function plansChanged(account: Account, input: PlansChanged, rules: Rules, now: Instant): Decision {
  const { subscription, entitlement, told, key } = account;
  const plan = subscription && rules.plans.withPrice(subscription.priceIds)?.name;
  const known = subscription && {
    ...subscription,
    plan: plan ?? subscription.plan,
    priceUnknownSince: plan ? null : (subscription.priceUnknownSince ?? now),
  };
  const toPlan = plan ?? entitlement?.plan;
  const count = told.planChange.count + 1;
  return {
    account: {
      ...account,
      subscription: known,
      told: { ...told, planChange: { ...told.planChange, count } },
    },
    journal: [{ at: now, cause: input.kind, summary: 'The plan table of hs-x.toml has changed.' }],
    effects:
      toPlan === undefined
        ? []
        : [
            {
              kind: 'adjustResources',
              key: `plan-table:${key.portalId}:${count}`,
              direction: 'downgraded',
              fromPlan: told.planChange.plan ?? toPlan,
              toPlan,
            },
          ],
  };
}
