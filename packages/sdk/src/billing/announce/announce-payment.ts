/**
 * Dunning: one mail for each failed attempt, with the provider's real next date; the last attempt says that it was the last. Attempts
 * that passed unseen are not made up for: only the latest is told.
 */
import { mailTo, silence, type Announcement, type Change } from './announcement.js';

/** Tells the latest failed attempt of the latest invoice, once. */
export function announcePayment({ after, rules }: Change): Announcement {
  const { subscription, told } = after;
  const invoice = subscription?.latestInvoice;
  const isFailing = subscription?.status === 'past_due' || subscription?.status === 'unpaid';
  if (!subscription || !invoice || !isFailing || invoice.isPaid || invoice.attemptCount === 0)
    return silence(after);
  const { invoiceId, attemptCount, nextAttemptAt } = invoice;
  if (told.payment?.invoiceId === invoiceId && told.payment.attempt >= attemptCount) return silence(after);
  const account = { ...after, told: { ...told, payment: { invoiceId, attempt: attemptCount } } };
  const plan = rules.plans.named(subscription.plan ?? '')?.title ?? subscription.plan;
  const template = nextAttemptAt === null ? 'last-attempt' : 'payment-failed';
  const data = {
    plan,
    attempt: attemptCount,
    nextAttemptAt,
    graceEndsAt: after.entitlement?.graceEndsAt ?? null,
  };
  return {
    account,
    effects: mailTo(after, { key: `payment-failed:${invoiceId}:${attemptCount}`, template, data }),
  };
}
