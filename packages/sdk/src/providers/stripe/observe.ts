import type Stripe from 'stripe';
import type { ObservedCustomer } from '../../billing/observation.js';
import type { CustomerId } from '../../kernel/ids.js';
import { cardFingerprint } from './card-fingerprint.js';
import { callStripe, isMissing } from './errors.js';
import { observedSubscription } from './observed-subscription.js';

const PAGE_SIZE = 100;

/**
 * The customer's present state at Stripe: two reads, more only beyond 100 subscriptions or for a subscription
 * with many items. A customer Stripe does not know (any more) is deleted. Throws PROVIDER_UNAVAILABLE, and
 * PROVIDER_REFUSED when the key is to blame.
 */
export async function observe(stripe: Stripe, customerId: CustomerId): Promise<ObservedCustomer> {
  return await callStripe(`read customer ${customerId}`, async () => {
    try {
      return await readCustomer(stripe, customerId);
    } catch (error) {
      if (isMissing(error)) return deletedCustomer(customerId);
      throw error;
    }
  });
}

async function readCustomer(stripe: Stripe, customerId: CustomerId): Promise<ObservedCustomer> {
  const [customer, subscriptions] = await Promise.all([
    stripe.customers.retrieve(customerId),
    readSubscriptions(stripe, customerId),
  ]);
  if (customer.deleted) return deletedCustomer(customerId);
  return {
    provider: 'stripe',
    customerId,
    isDeleted: false,
    email: customer.email,
    cardFingerprint: await cardFingerprint(stripe, customer, subscriptions),
    subscriptions: subscriptions.map(observedSubscription),
  };
}

/** Every subscription the customer has or had; Stripe leaves canceled ones out unless asked for `all`. */
async function readSubscriptions(
  stripe: Stripe,
  customerId: CustomerId,
): Promise<readonly Stripe.Subscription[]> {
  const subscriptions: Stripe.Subscription[] = [];
  const pages = stripe.subscriptions.list({
    customer: customerId,
    status: 'all',
    limit: PAGE_SIZE,
    expand: ['data.latest_invoice', 'data.default_payment_method'],
  });
  for await (const subscription of pages) subscriptions.push(await withAllItems(stripe, subscription));
  return subscriptions;
}

/** A subscription may have 20 items; an embedded list shows the first page of them. */
export async function withAllItems(
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<Stripe.Subscription> {
  if (!subscription.items.has_more) return subscription;
  const data: Stripe.SubscriptionItem[] = [];
  const pages = stripe.subscriptionItems.list({ subscription: subscription.id, limit: PAGE_SIZE });
  for await (const item of pages) data.push(item);
  return { ...subscription, items: { ...subscription.items, data, has_more: false } };
}

function deletedCustomer(customerId: CustomerId): ObservedCustomer {
  return {
    provider: 'stripe',
    customerId,
    isDeleted: true,
    email: null,
    cardFingerprint: null,
    subscriptions: [],
  };
}
