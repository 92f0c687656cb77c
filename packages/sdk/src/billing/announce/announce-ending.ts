/**
 * The end of a subscription: one mail with a way back, the author's trigger, and a date until which the app keeps the portal's data. A
 * return within that time restores everything; after it the author's cleanup hook runs, once. Data is never given up while something
 * else, such as a licence, entitles the portal: then the time counts from the end of that.
 */
import { DAY_MS, type Instant } from '../../kernel/instant.js';
import type { Account, KnownSubscription } from '../account.js';
import type { Rules } from '../rules.js';
import { isLive } from '../subscription-choice.js';
import { mailTo, silence, type Announcement, type Change } from './announcement.js';

/** Tells that the subscription has ended, once, and when its data may go. */
export function announceEnding(change: Change): Announcement {
  const { rules, now } = change;
  const after = withRetention(change);
  const { subscription, told, key } = after;
  if (!subscription || isLive(subscription)) return silence(after);
  const { subscriptionId } = subscription;
  if (told.endedSubscriptionId === subscriptionId) return silence(after);
  const account = { ...after, told: { ...told, endedSubscriptionId: subscriptionId } };
  if (isOldNews(change, subscription)) return silence(account);
  const endedAt = subscription.endedAt ?? now;
  const { retentionEndsAt } = after;
  const cause = `subscription-ended:${subscriptionId}`;
  const plan = rules.plans.named(subscription.plan ?? '')?.title ?? subscription.plan;
  const event = { portalId: key.portalId, plan: subscription.plan, endedAt, retentionEndsAt };
  const data = { plan, endedAt, retentionEndsAt };
  return {
    account,
    effects: [
      { kind: 'runTrigger', key: `trigger:${cause}`, trigger: 'billing.subscription_ended', event },
      ...(isFormerCustomer(after) ? mailTo(after, { key: cause, template: 'subscription-ended', data }) : []),
    ],
  };
}

/** Runs the author's cleanup when the data has been kept long enough. */
export function announceRetentionEnd({ after, now }: Change): Announcement {
  const { retentionEndsAt, key } = after;
  if (retentionEndsAt === null || now < retentionEndsAt) return silence(after);
  const event = { portalId: key.portalId, retentionEndsAt };
  const cause = `retention-ended:${key.portalId}:${retentionEndsAt}`;
  return {
    account: { ...after, retentionEndsAt: null },
    effects: [{ kind: 'runTrigger', key: cause, trigger: 'billing.retention_ended', event }],
  };
}

/** The time starts when the portal stops being a customer and is forgotten when it becomes one again. */
function withRetention(change: Change): Account {
  const { before, after, rules, now } = change;
  const { subscription } = after;
  if (!subscription || !isFormerCustomer(after)) return { ...after, retentionEndsAt: null };
  const known = before.subscription?.subscriptionId === subscription.subscriptionId ? before : null;
  if ((known && isFormerCustomer(known)) || isOldNews(change, subscription)) return after;
  const hadOtherAccess = known?.subscription && !isLive(known.subscription);
  const leftAt = hadOtherAccess ? now : (subscription.endedAt ?? now);
  return { ...after, retentionEndsAt: retentionEndOf(leftAt, rules, now) };
}

/** The subscription is over and nothing else entitles the portal. */
function isFormerCustomer({ subscription, entitlement }: Account): boolean {
  return subscription !== null && !isLive(subscription) && entitlement?.status !== 'active';
}

/** Somebody who left long before this app knew of the subscription, as after an import, has heard of it from others. */
function isOldNews({ before, rules, now }: Change, { endedAt }: KnownSubscription): boolean {
  return before.subscription === null && endedAt !== null && endedAt + rules.retentionDays * DAY_MS <= now;
}

/** A date that had passed before anybody was told would delete without notice: then the time counts from now. */
function retentionEndOf(leftAt: Instant, { retentionDays }: Rules, now: Instant): Instant {
  const endsAt = leftAt + retentionDays * DAY_MS;
  return endsAt > now ? endsAt : now + retentionDays * DAY_MS;
}
