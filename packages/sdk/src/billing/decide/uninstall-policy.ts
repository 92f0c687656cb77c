/**
 * What an uninstall does to the subscription: by default it runs to the end of its paid period. Only a cancellation that is ours is taken
 * back by a reinstall, so whose it is must stay known: a customer who took ours back and cancels later has canceled themselves.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { addIntent } from '../intents.js';
import type { Rules } from '../rules.js';
import { isLive } from '../subscription-choice.js';

/** Schedules the cancellation the policy asks for; nothing when the subscription is going to end anyway. */
export function cancelForUninstall(account: Account, rules: Rules, now: Instant): Account {
  const { subscription } = account;
  if (rules.onUninstall === 'keep' || !subscription || !isLive(subscription) || isGoingToEnd(account)) {
    return account;
  }
  const { subscriptionId } = subscription;
  const next = { ...account, cancellationByUninstall: subscriptionId };
  return addIntent(next, { kind: 'scheduleCancellation', subscriptionId }, now);
}

/** Takes back the cancellation the uninstall caused, and no other. */
export function undoOwnCancellation(account: Account, now: Instant): Account {
  const { cancellationByUninstall: subscriptionId, subscription } = account;
  if (subscriptionId === null) return account;
  const next = { ...account, cancellationByUninstall: null };
  const isPending = account.intents.some((intent) => intent.kind === 'scheduleCancellation');
  const isOurs = subscription?.subscriptionId === subscriptionId && isLive(subscription);
  if (!isOurs || (subscription.cancelAt === null && !isPending)) return next;
  return addIntent(next, { kind: 'undoCancellation', subscriptionId }, now);
}

/** Carries the policy on after an observation: a page that was paid after the uninstall, a cancellation of ours that was taken back. */
export function followUninstall(before: Account, observed: Account, rules: Rules, now: Instant): Account {
  const { subscription, install } = observed;
  const account = isOursTakenBack(observed) ? { ...observed, cancellationByUninstall: null } : observed;
  const isNew = before.subscription?.subscriptionId !== subscription?.subscriptionId;
  const isUninstalled = install !== null && install.uninstalledAt !== null;
  return isNew && isUninstalled ? cancelForUninstall(account, rules, now) : account;
}

function isOursTakenBack(account: Account): boolean {
  const { subscription, cancellationByUninstall } = account;
  if (cancellationByUninstall === null || !subscription) return false;
  return cancellationByUninstall === subscription.subscriptionId && !isGoingToEnd(account);
}

/** What the provider shows, or will show after the writes that still wait. */
function isGoingToEnd({ intents, subscription }: Account): boolean {
  const last = intents
    .filter(({ kind }) => kind === 'scheduleCancellation' || kind === 'undoCancellation')
    .at(-1);
  return last
    ? last.kind === 'scheduleCancellation'
    : subscription !== null && subscription.cancelAt !== null;
}
