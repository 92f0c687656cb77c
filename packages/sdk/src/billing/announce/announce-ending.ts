/**
 * The end of a subscription: one mail with a way back, the author's trigger, and a date until which the app keeps the portal's data. A
 * return within that time restores everything; after it the author's cleanup hook runs, once.
 */
import { DAY_MS } from '../../kernel/instant.js';
import { isLive } from '../subscription-choice.js';
import { mailTo, silence, type Announcement, type Change } from './announcement.js';

/** Tells that the subscription has ended, once, and when its data may go. */
export function announceEnding({ after, rules, now }: Change): Announcement {
  const { subscription, told, key } = after;
  if (!subscription) return silence(after);
  if (isLive(subscription))
    return silence(after.retentionEndsAt === null ? after : { ...after, retentionEndsAt: null });
  if (told.endedSubscriptionId === subscription.subscriptionId) return silence(after);
  const endedAt = subscription.endedAt ?? now;
  const retentionEndsAt = endedAt + rules.retentionDays * DAY_MS;
  const account = {
    ...after,
    retentionEndsAt,
    told: { ...told, endedSubscriptionId: subscription.subscriptionId },
  };
  const cause = `subscription-ended:${subscription.subscriptionId}`;
  const plan = rules.plans.named(subscription.plan ?? '')?.title ?? subscription.plan;
  const event = { portalId: key.portalId, plan: subscription.plan, endedAt, retentionEndsAt };
  const hasOtherAccess = after.entitlement?.status === 'active';
  return {
    account,
    effects: [
      { kind: 'runTrigger', key: `trigger:${cause}`, trigger: 'billing.subscription_ended', event },
      ...(hasOtherAccess
        ? []
        : mailTo(after, {
            key: cause,
            template: 'subscription-ended',
            data: { plan, endedAt, retentionEndsAt },
          })),
    ],
  };
}

/** Runs the author's cleanup when the data has been kept long enough. */
export function announceRetentionEnd({ after, now }: Change): Announcement {
  const { retentionEndsAt, subscription, key } = after;
  if (retentionEndsAt === null || now < retentionEndsAt) return silence(after);
  const event = { portalId: key.portalId, retentionEndsAt };
  const cause = `retention-ended:${key.portalId}:${subscription?.subscriptionId ?? retentionEndsAt}`;
  return {
    account: { ...after, retentionEndsAt: null },
    effects: [{ kind: 'runTrigger', key: cause, trigger: 'billing.retention_ended', event }],
  };
}
