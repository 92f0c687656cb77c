import type { Context } from 'hono';

import { sendPage } from '../../design/send-page.js';
import { stripeMessagePage } from '../stripe-message-page.js';
import type { PortalView } from './portal-view.js';

/** What a customer just did in the portal. */
export type PortalTask = 'cancellation_scheduled' | 'card' | 'ended' | 'kept' | 'paid' | 'plan';

const notices: Readonly<Record<PortalTask, string>> = {
  plan: 'Your subscription was updated.',
  cancellation_scheduled: 'Your cancellation is scheduled.',
  ended: 'Your subscription has ended.',
  kept: 'Your subscription continues.',
  card: 'Your payment method was saved.',
  paid: 'Your invoice was paid.',
};

/** The sentence for a finished task; undefined for anything else. */
export function noticeOf(done: string | undefined): string | undefined {
  return done !== undefined && Object.hasOwn(notices, done) ? notices[done as PortalTask] : undefined;
}

/** Where a deep link starts; undefined for the portal's own first page. */
export function flowStart({ session }: PortalView): string | undefined {
  const { flow } = session;
  if (flow === null) return undefined;
  const subscriptionPage = (subscription: string | undefined, page: string): string =>
    `/p/session/${session.id}/subscriptions/${subscription ?? ''}/${page}`;
  switch (flow.type) {
    case 'payment_method_update':
      return `/p/session/${session.id}/payment-method`;
    case 'subscription_cancel':
      return subscriptionPage(flow.subscription_cancel?.subscription, 'cancel');
    case 'subscription_update':
      return subscriptionPage(flow.subscription_update?.subscription, 'update');
    case 'subscription_update_confirm': {
      const wish = flow.subscription_update_confirm;
      const price = encodeURIComponent(wish?.items[0]?.price ?? '');
      return subscriptionPage(wish?.subscription, `update/confirm?price=${price}`);
    }
  }
}

/** Goes on after a finished task: to where the deep link says, else to the first page with a sentence about it. */
export function completePortalTask(
  c: Context,
  view: PortalView,
  task: PortalTask,
): Promise<Response> | Response {
  const after = view.session.flow?.after_completion;
  if (after?.type === 'redirect' && after.redirect !== null)
    return c.redirect(after.redirect.return_url, 303);
  if (after?.type === 'hosted_confirmation') {
    const text = after.hosted_confirmation?.custom_message ?? 'You can close this page.';
    return sendPage(c, stripeMessagePage({ heading: notices[task], text }));
  }
  return c.redirect(`/p/session/${view.session.id}?done=${task}`, 303);
}
