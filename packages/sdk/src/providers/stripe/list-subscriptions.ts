/**
 * Every customer's subscriptions, a page at a time: first all that are not canceled, then the canceled ones made since an instant. Stripe
 * cannot filter by the end; one that was canceled and older than that is missing from the first part, which says as much.
 */
import type Stripe from 'stripe';
import type { ListCursor, ListedSubscription, SubscriptionPage } from '../../billing/observation.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';
import { taggedAccount } from './account-metadata.js';
import { callStripe, isMissing } from './errors.js';
import { observedSubscription } from './observed-subscription.js';
import { withAllItems } from './observe.js';

/** The most Stripe gives in one page (docs.stripe.com/api/pagination, read 2026-11). */
const PAGE_SIZE = 100;

type Part = 'live' | 'canceled';

/** Reads one page. Throws NOT_FOUND when the subscription the cursor names has left the part, PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function listSubscriptions(
  stripe: Stripe,
  wish: { readonly after: ListCursor | null; readonly endedOnesMadeSince: Instant },
): Promise<SubscriptionPage> {
  const { part, lastId } = readCursor(wish.after);
  return await callStripe('list subscriptions', async () => {
    try {
      const { data, has_more: hasMore } = await stripe.subscriptions.list({
        limit: PAGE_SIZE,
        expand: ['data.latest_invoice', 'data.customer'],
        ...(lastId === null ? {} : { starting_after: lastId }),
        ...(part === 'live' ? {} : canceledSince(wish.endedOnesMadeSince)),
      });
      const whole = await Promise.all(data.map((subscription) => withAllItems(stripe, subscription)));
      const last = data.at(-1);
      return {
        subscriptions: whole.map(listedSubscription),
        next: nextCursor(part, hasMore && last ? last.id : null),
      };
    } catch (error) {
      if (lastId !== null && isMissing(error)) throw cursorGone();
      throw error;
    }
  });
}

function canceledSince(since: Instant): Stripe.SubscriptionListParams {
  return { status: 'canceled', created: { gte: Math.floor(since / SECOND_MS) } };
}

function listedSubscription(subscription: Stripe.Subscription): ListedSubscription {
  const { customer } = subscription;
  const shown = typeof customer === 'string' || customer.deleted ? null : customer;
  return {
    ...observedSubscription(subscription),
    customerId: typeof customer === 'string' ? customer : customer.id,
    email: shown?.email ?? null,
    isCustomerDeleted: typeof customer !== 'string' && customer.deleted === true,
    taggedFor: taggedAccount(subscription.metadata),
  };
}

/** `live:sub_…`, `canceled:` or `canceled:sub_…`. */
function readCursor(cursor: ListCursor | null): { readonly part: Part; readonly lastId: string | null } {
  const [part, lastId = ''] = (cursor ?? 'live:').split(':');
  return { part: part === 'canceled' ? 'canceled' : 'live', lastId: lastId === '' ? null : lastId };
}

function nextCursor(part: Part, lastId: string | null): ListCursor | null {
  if (lastId !== null) return `${part}:${lastId}`;
  return part === 'live' ? 'canceled:' : null;
}

function cursorGone(): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: 'The subscription the last page ended with has left the list since.',
    hint: 'Begin the listing again.',
  });
}
