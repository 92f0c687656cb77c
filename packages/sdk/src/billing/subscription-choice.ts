/** Which of a customer's subscriptions counts. One portal should have one live subscription; two are reported, never guessed away. */
import type { ObservedSubscription, SubscriptionStatus } from './observation.js';
import type { PlanTable } from './plan-table.js';

/** The subscription that counts, and the live ones beside it that should not exist. */
export interface SubscriptionChoice {
  readonly current: ObservedSubscription | null;
  readonly superfluous: readonly ObservedSubscription[];
}

const LIVE: Readonly<Record<SubscriptionStatus, boolean>> = {
  trialing: true,
  active: true,
  past_due: true,
  unpaid: true,
  paused: true,
  unknown: true,
  incomplete: false,
  incomplete_expired: false,
  canceled: false,
};

/** Whether the subscription still exists for the customer, paid or not: a second one must not be sold. */
export function isLive(subscription: Pick<ObservedSubscription, 'status'>): boolean {
  return LIVE[subscription.status];
}

/**
 * The highest-ranked live subscription, the newest among equals; without a live one, the one that ended last. One that is paid or on
 * trial comes before one that is not: who pays for a plan is not denied it because of another subscription left unpaid.
 */
export function chooseSubscription(
  subscriptions: readonly ObservedSubscription[],
  plans: PlanTable,
): SubscriptionChoice {
  const rank = (subscription: ObservedSubscription) => plans.withPrice(subscription.priceIds)?.rank ?? -1;
  const live = subscriptions
    .filter(isLive)
    .sort(
      (left, right) =>
        Number(isInGoodStanding(right)) - Number(isInGoodStanding(left)) ||
        rank(right) - rank(left) ||
        right.createdAt - left.createdAt,
    );
  const ended = subscriptions
    .filter((subscription) => subscription.status === 'canceled')
    .sort((left, right) => (right.endedAt ?? right.createdAt) - (left.endedAt ?? left.createdAt));
  return { current: live[0] ?? ended[0] ?? null, superfluous: live.slice(1) };
}

function isInGoodStanding({ status, isCollectionPaused }: ObservedSubscription): boolean {
  return (status === 'active' || status === 'trialing') && !isCollectionPaused;
}
