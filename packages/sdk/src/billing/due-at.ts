/**
 * The one clock hand: the next instant at which anything happens to the account by itself. The ticker's cost follows these
 * instants, never the number of portals.
 */
import { DAY_MS, earliest, HOUR_MS, MINUTE_MS, type Instant } from '../kernel/instant.js';
import type { Account, KnownSubscription } from './account.js';
import { UNKNOWN_PRICE_MS, validUntilOf } from './entitlement-row.js';
import { trialMilestones } from './announce/trial-milestones.js';
import { isLive } from './subscription-choice.js';

/** Provider-backed rows are observed again a day before they would go stale. */
const OBSERVE_BEFORE_STALE_MS = DAY_MS;
/** An instant that was due but brought no change is tried again after this time. */
const RETRY_MS = HOUR_MS;
/** How long an instant that should have brought a change, and did not, is asked about every {@link RETRY_MS}. */
const PATIENCE_MS = DAY_MS;
/** Portals that fall due together are spread over this time, so that a provider is not asked for all at once. */
const JITTER_MS = MINUTE_MS;

/** When the account must be looked at next; null: never by itself. */
export function dueAtOf(account: Account, now: Instant): Instant | null {
  return earliest([
    account.intents[0]?.nextAttemptAt, // they are carried out in order: the others wait for the first
    account.checkout?.expiresAt,
    ...account.grants
      .filter((grant) => grant.revokedAt === undefined && grant.until !== null && grant.until > now)
      .map((grant) => grant.until),
    graceEndOf(account, now),
    account.retentionEndsAt,
    observationDueAt(account, now),
  ]);
}

/** Whether the provider should have been read by now, because an instant the last observation knew of has passed since. */
export function isObservationDue({ subscription, customer }: Account, now: Instant): boolean {
  if (!subscription || !customer || !isLive(subscription)) return false;
  return observationInstants(subscription).some((at) => at > subscription.observedAt && at <= now);
}

/** When a failed payment's grace is over, a grant of lower rank may take the row over. */
function graceEndOf({ entitlement }: Account, now: Instant): Instant | null {
  const graceEndsAt = entitlement?.graceEndsAt;
  return graceEndsAt !== undefined && graceEndsAt > now ? graceEndsAt : null;
}

function observationDueAt(account: Account, now: Instant): Instant | null {
  const { subscription, customer } = account;
  if (!subscription || !customer || !isLive(subscription)) return null;
  const due = earliest(observationInstants(subscription).filter((at) => at > subscription.observedAt));
  if (due === null) return null;
  return due <= now ? now + RETRY_MS : due + jitterOf(account);
}

function observationInstants(subscription: KnownSubscription): readonly Instant[] {
  const { trialEndsAt, observedAt, priceUnknownSince } = subscription;
  const staleAt = validUntilOf(subscription);
  const announced = announcedInstants(subscription);
  return [
    ...(trialEndsAt === null ? [] : trialMilestones(subscription, trialEndsAt).map(({ at }) => at)),
    ...announced,
    ...announced.filter((at) => isOverdue(at, observedAt)).map(() => observedAt + RETRY_MS),
    staleAt === null ? null : staleAt - OBSERVE_BEFORE_STALE_MS,
    priceUnknownSince === null ? null : priceUnknownSince + UNKNOWN_PRICE_MS,
  ].filter((at) => at !== null);
}

/** When the provider has said that it will change the subscription by itself. */
function announcedInstants(subscription: KnownSubscription): readonly Instant[] {
  const { status, trialEndsAt, cancelAt, latestInvoice } = subscription;
  const isFailing = status === 'past_due' || status === 'unpaid';
  return [
    status === 'trialing' ? trialEndsAt : null,
    cancelAt,
    isFailing && latestInvoice && !latestInvoice.isPaid ? latestInvoice.nextAttemptAt : null,
  ].filter((at) => at !== null);
}

/** Providers carry out what they announced within hours, not to the second. */
function isOverdue(at: Instant, observedAt: Instant): boolean {
  return at <= observedAt && observedAt < at + PATIENCE_MS;
}

function jitterOf(account: Account): number {
  let hash = 0;
  for (const char of account.key.portalId) hash = (hash * 31 + char.charCodeAt(0)) % JITTER_MS;
  return hash;
}
