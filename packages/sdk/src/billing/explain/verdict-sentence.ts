import type { Entitlement } from '../../contract/entitlement.js';
import type { BillingUnavailable, PaymentRequired, PlanUpgradeRequired } from '../payment-errors.js';
import { grantInForce } from '../entitlement-row.js';
import type { ExplainWish } from './explain-wish.js';
import { instantText } from './instant-text.js';

/** The gate's refusal, when it refused. */
export type Refusal = PaymentRequired | PlanUpgradeRequired | BillingUnavailable | null;

/** The answer in one sentence that an operator can pass on. */
export function verdictSentence(wish: ExplainWish, refusal: Refusal): string {
  const { account, feature } = wish;
  const row = account.entitlement;
  if (row === null) {
    return account.install
      ? 'No: the app is installed but has no entitlement row.'
      : 'No: nothing is known of this portal; the app was never installed there and nobody gave it a grant.';
  }
  if (refusal === null) return `Yes: ${holds(wish, row)}, ${standing(row, wish)}.`;
  if (refusal.code === 'PLAN_UPGRADE_REQUIRED') {
    return `No: plan ${row.plan} does not hold ${feature ?? 'it'}.`;
  }
  if (refusal.code === 'BILLING_UNAVAILABLE') {
    return 'Not now: the provider has not confirmed the subscription for more than a day; nobody is told to pay.';
  }
  return `No: ${denial(wish, row)}.`;
}

function holds({ feature, rules }: ExplainWish, row: Entitlement): string {
  const plan = row.status === 'canceled' ? (rules.plans.freePlan?.name ?? row.plan) : row.plan;
  return feature === null ? `plan ${plan} is in force` : `plan ${plan} holds ${feature}`;
}

function standing(row: Entitlement, wish: ExplainWish): string {
  switch (row.source) {
    case 'none':
      return wish.account.handWrittenRow
        ? 'as the app’s own code wrote it'
        : 'as for every portal that has the app';
    case 'invoice':
    case 'partner':
    case 'reviewer':
      return `by ${grantText(wish)} (${row.source})${until(row.validUntil)}`;
    case 'stripe':
    case 'paddle':
    case 'lemonsqueezy':
    case 'platform':
      return `by subscription ${row.subscriptionId ?? '(unnamed)'} (${state(row)})`;
  }
}

function grantText({ account, rules, now }: ExplainWish): string {
  const partner = grantInForce(account, rules, now)?.partner;
  return partner ? `grant ${partner.grantId} of partner ${partner.name}` : 'a grant';
}

function state(row: Entitlement): string {
  if (row.status === 'trialing') return `trialing${until(row.trialEndsAt)}`;
  if (row.status === 'past_due') return `payment failed, in grace${until(row.graceEndsAt)}`;
  return row.cancelAt === undefined ? row.status : `${row.status}, ends ${instantText(row.cancelAt)}`;
}

function denial({ account, rules }: ExplainWish, row: Entitlement): string {
  if (rules.plans.named(row.plan) === null) return `plan ${row.plan} is not in hs-x.toml`;
  switch (row.status) {
    case 'past_due':
      return row.graceEndsAt === undefined
        ? 'the last payment failed'
        : `the last payment failed and grace ended ${instantText(row.graceEndsAt)}`;
    case 'canceled':
      return 'the subscription has ended';
    case 'paused':
      return pauseReason(account.subscription);
    case 'active':
    case 'trialing':
      return row.trialEndsAt === undefined && row.validUntil === undefined
        ? 'the trial has ended'
        : `it ended${until(row.validUntil ?? row.trialEndsAt, '')}`;
  }
}

function pauseReason(subscription: ExplainWish['account']['subscription']): string {
  if (subscription === null) return 'the row is paused';
  if (subscription.priceUnknownSince !== null || subscription.plan === null) {
    return `price ${subscription.priceIds.join(', ')} belongs to no plan of hs-x.toml`;
  }
  if (subscription.isCollectionPaused) return 'the collection of payments is paused at the provider';
  return `the subscription is ${subscription.providerStatus} at the provider`;
}

function until(at: number | undefined, word = ' until'): string {
  return at === undefined ? '' : `${word} ${instantText(at)}`;
}
