/**
 * What follows from the provider's present state of the customer. This is the only way a subscription enters an account:
 * webhooks, the success page, the ticker and `sync` all end here, so their order, number and loss cannot matter.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account, KnownSubscription } from '../account.js';
import type { Decision, Effect, JournalEntry } from '../decision.js';
import type { CustomerObserved } from '../input.js';
import type { ObservedCustomer, ObservedSubscription } from '../observation.js';
import { closeCheckout, closePayersCheckout } from '../open-checkout.js';
import type { Rules } from '../rules.js';
import { dealWithRepeatedTrial } from '../repeat-trial.js';
import { claimTrial, releaseIdleReservation } from '../trial-claims.js';
import { consumedTrial } from '../trial.js';
import { chooseSubscription, isLive, type SubscriptionChoice } from '../subscription-choice.js';
import { followUninstall } from './uninstall-policy.js';
import { unknownPriceAlerts } from './unknown-price-alerts.js';

/** Takes the observation over; a former customer's observation changes nothing. */
export function customerObserved(
  account: Account,
  input: CustomerObserved,
  rules: Rules,
  now: Instant,
): Decision {
  const { observed } = input;
  if (account.customer?.customerId !== observed.customerId) return { account, journal: [], effects: [] };
  const choice = chooseSubscription(observed.subscriptions, rules.plans);
  const subscription = knownSubscription(account, { observed, current: choice.current, rules, now });
  const superfluous = observed.isDeleted ? [] : choice.superfluous;
  const next = closePayersCheckout(
    withCustomer({ ...account, subscription, superfluous }, observed, now),
    now,
  );
  const current = followUninstall(account, withTrial(next, input, now), rules, now);
  const repeat = dealWithRepeatedTrial(current, input.trialCheck, rules, now);
  return {
    account: repeat.account,
    journal: [...journalOf(account, subscription, now), ...repeat.journal],
    effects: [
      ...alertsOf(account, choice, subscription),
      ...unknownPriceAlerts({
        portalId: account.key.portalId,
        before: account.subscription,
        after: subscription,
        now,
      }),
      ...repeat.effects,
    ],
  };
}

/** An observed trial is consumed, whoever reserved it; a reservation that can lead to none any more is given back. */
function withTrial(account: Account, { observed, trialCheck }: CustomerObserved, now: Instant): Account {
  const trial = consumedTrial(account, observed.subscriptions, now);
  if (trial?.state !== 'consumed') return releaseIdleReservation(account, observed);
  return claimTrial({ ...account, trial }, trialCheck);
}

function knownSubscription(
  account: Account,
  seen: { observed: ObservedCustomer; current: ObservedSubscription | null; rules: Rules; now: Instant },
): KnownSubscription | null {
  const { observed, current, rules, now } = seen;
  const before = account.subscription;
  if (!current || observed.isDeleted) return before && endedBecauseGone(before, now);
  const plan = rules.plans.withPrice(current.priceIds);
  const same = before?.subscriptionId === current.subscriptionId ? before : null;
  const lastPlan = before && (same || isLive(before)) ? before.plan : null;
  return {
    ...current,
    provider: observed.provider,
    plan: plan?.name ?? lastPlan,
    priceUnknownSince: plan ? null : (same?.priceUnknownSince ?? now),
    pastDueSince: isUnpaid(current) ? (same?.pastDueSince ?? unpaidSince(current) ?? now) : null,
    observedAt: now,
  };
}

/** A failed payment is as old as its invoice, however late we hear of it. */
function unpaidSince({ latestInvoice }: ObservedSubscription): Instant | null {
  return latestInvoice && !latestInvoice.isPaid ? latestInvoice.createdAt : null;
}

/** The provider no longer shows a subscription we knew: with its customer deleted, it has ended. */
function endedBecauseGone(before: KnownSubscription, now: Instant): KnownSubscription {
  return { ...before, status: 'canceled', cancelAt: null, endedAt: before.endedAt ?? now, observedAt: now };
}

function withCustomer(account: Account, observed: ObservedCustomer, now: Instant): Account {
  const adminEmail = observed.email ?? account.adminEmail;
  if (!observed.isDeleted) return { ...account, adminEmail };
  return {
    ...closeCheckout(account, now),
    customer: null,
    retiredCustomerIds: [...account.retiredCustomerIds, observed.customerId],
  };
}

function isUnpaid(subscription: ObservedSubscription): boolean {
  return subscription.status === 'past_due' || subscription.status === 'unpaid';
}

function journalOf(account: Account, subscription: KnownSubscription | null, now: Instant): JournalEntry[] {
  const before = account.subscription;
  const isNews =
    before?.subscriptionId !== subscription?.subscriptionId ||
    before?.status !== subscription?.status ||
    before?.plan !== subscription?.plan ||
    before?.cancelAt !== subscription?.cancelAt;
  if (!isNews || !subscription) return [];
  const { subscriptionId, providerStatus, plan } = subscription;
  const summary = `Subscription ${subscriptionId} is ${providerStatus} on plan ${plan ?? 'unknown'}.`;
  return [{ at: now, cause: 'customerObserved', summary }];
}

function alertsOf(
  account: Account,
  choice: SubscriptionChoice,
  subscription: KnownSubscription | null,
): Effect[] {
  const alerts: Effect[] = [];
  const portal = account.key.portalId;
  if (choice.current && choice.superfluous.length > 0) {
    const ids = [choice.current, ...choice.superfluous].map((each) => each.subscriptionId);
    alerts.push({
      kind: 'raiseAlert',
      key: `two-subscriptions:${[...ids].sort().join(':')}`,
      alert: 'two_live_subscriptions',
      message: `Portal ${portal} has ${ids.length} live subscriptions (${ids.join(', ')}); ${ids[0] ?? ''} counts. Cancel the others.`,
    });
  }
  if (subscription?.status === 'unknown') {
    alerts.push({
      kind: 'raiseAlert',
      key: `unknown-status:${subscription.subscriptionId}:${subscription.providerStatus}`,
      alert: 'unknown_status',
      message: `Subscription ${subscription.subscriptionId} of portal ${portal} has status "${subscription.providerStatus}", which this version does not know; access is denied. Update HS-X.`,
    });
  }
  return alerts;
}
