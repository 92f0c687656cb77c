/** What would change the gate's answer: first what will happen by itself, the nearest first, then what somebody could do. */
import type { Explanation } from '../../contract/admin/explanation.js';
import type { Account } from '../account.js';
import { isGrantLive, UNKNOWN_PRICE_MS } from '../entitlement-row.js';
import { hasPlanFeature } from '../plan-table.js';
import { isLive } from '../subscription-choice.js';
import type { ExplainWish } from './explain-wish.js';
import type { Refusal } from './verdict-sentence.js';

type Change = Explanation['changes'][number];

/** The changes ahead. */
export function changesAhead(wish: ExplainWish, refusal: Refusal): readonly Change[] {
  const dated = byThemselves(wish)
    .filter(({ at }) => at > wish.now)
    .sort((left, right) => left.at - right.at);
  return [...dated, ...byPeople(wish, refusal).map((what) => ({ what, at: null }))];
}

function byThemselves(wish: ExplainWish): (Change & { readonly at: number })[] {
  const { account } = wish;
  const row = account.entitlement;
  const dated = (at: number | null | undefined, what: string) =>
    at === null || at === undefined ? [] : [{ what, at }];
  return [
    ...dated(row?.trialEndsAt, 'The trial ends; the provider then takes the first payment or ends it.'),
    ...dated(row?.graceEndsAt, 'Grace for the failed payment ends and access with it.'),
    ...dated(row?.cancelAt, 'The scheduled cancellation takes effect.'),
    ...dated(nextAttemptOf(account), 'The provider tries the failed payment again.'),
    ...account.grants
      .filter((grant) => isGrantLive(grant, wish.now))
      .flatMap(({ grantId, until }) => dated(until, `The grant ${grantId} ends.`)),
    ...dated(unknownPriceEndOf(account), 'The last known plan no longer holds for the unknown price.'),
    ...dated(account.retentionEndsAt, 'The app may delete the data it keeps of the portal.'),
  ];
}

function nextAttemptOf({ subscription }: Account): number | null {
  const isFailing = subscription?.status === 'past_due' || subscription?.status === 'unpaid';
  return isFailing ? (subscription.latestInvoice?.nextAttemptAt ?? null) : null;
}

function unknownPriceEndOf({ subscription }: Account): number | null {
  const since = subscription?.priceUnknownSince ?? null;
  return since === null ? null : since + UNKNOWN_PRICE_MS;
}

function byPeople(wish: ExplainWish, refusal: Refusal): readonly string[] {
  if (refusal === null) return [];
  if (refusal.code === 'PLAN_UPGRADE_REQUIRED') return [upgradeTo(wish)];
  const { portalId } = wish.account.key;
  if (refusal.code === 'BILLING_UNAVAILABLE') {
    return [`Reading the provider again: hs-x billing sync ${portalId}.`];
  }
  return [...ofCustomer(wish), `A grant: hs-x billing grant ${portalId} --plan <plan> --reason <why>.`];
}

function upgradeTo({ feature, rules }: ExplainWish): string {
  const plans = rules.plans.plans
    .filter((plan) => feature !== null && hasPlanFeature(plan, feature))
    .map(({ name }) => name);
  return plans.length === 0
    ? `No plan of hs-x.toml holds ${feature ?? 'it'}; one would have to.`
    : `A plan that holds ${feature ?? 'it'}: ${plans.join(', ')}.`;
}

function ofCustomer({ account, rules }: ExplainWish): readonly string[] {
  const { entitlement: row, subscription, install } = account;
  if (row === null) return install ? [] : ['Installing the app.'];
  if (rules.plans.named(row.plan) === null) return [`Adding plan ${row.plan} to hs-x.toml.`];
  if (subscription === null) return ['Choosing a plan on the billing page.'];
  if (!isLive(subscription)) return ['A new subscription from the billing page.'];
  if (subscription.plan === null || subscription.priceUnknownSince !== null) {
    return [`Adding price ${subscription.priceIds.join(', ')} to a plan of hs-x.toml.`];
  }
  if (subscription.isCollectionPaused) return ['Resuming the collection of payments at the provider.'];
  return ['A successful payment, for instance with another card on the billing page.'];
}
