/** The billing portal's pages. They show forms and outcomes; every rule is in `portal-sessions/operations`. */
import { Hono, type Context } from 'hono';

import { isPortalSessionLive } from '../../../stripe/portal-sessions/find.js';
import {
  cancelSubscription,
  changePlan,
  keepSubscription,
  payInvoice,
} from '../../../stripe/portal-sessions/operations.js';
import { waitsForPeriodEnd } from '../../../stripe/portal-sessions/schedule-change.js';
import { updateCard } from '../../../stripe/portal-sessions/update-card.js';
import type { StripeWorld } from '../../../stripe/world.js';
import { fieldOf } from '../../design/page-form.js';
import { sendPage } from '../../design/send-page.js';
import { cardFieldNames } from '../card-fields.js';
import { stripeMessagePage } from '../stripe-message-page.js';
import { cancelPage } from './cancel-page.js';
import { choosePlanPage, confirmPlanPage } from './change-plan-page.js';
import { completePortalTask, flowStart, noticeOf } from './portal-flow.js';
import { paymentMethodPage } from './payment-method-page.js';
import { portalHomePage } from './portal-home-page.js';
import { isEnding } from './subscription-section.js';
import { findSubscription, readPortalView, type PortalSubscription, type PortalView } from './portal-view.js';

type Answer = Promise<Response> | Response;
type ShowView = (view: PortalView) => Answer;
type ShowSubscription = (view: PortalView, shown: PortalSubscription) => Answer;

/** `/p/session/<session>`: home, plan change, cancellation, payment method. */
export function createPortalRoutes(world: StripeWorld, businessName: () => string): Hono {
  const routes = new Hono();
  const withView = viewGate(world, businessName);
  const withSubscription = (c: Context, show: ShowSubscription): Answer =>
    withView(c, (view) => {
      const shown = findSubscription(view, c.req.param('subscriptionId') ?? '');
      return shown === undefined ? sendPage(c, portalHomePage(view, gone)) : show(view, shown);
    });
  routes.get('/p/session/:id', (c) =>
    withView(c, (view) => {
      const done = noticeOf(c.req.query('done'));
      const start = done === undefined ? flowStart(view) : undefined;
      return start === undefined
        ? sendPage(c, portalHomePage(view, done === undefined ? {} : { notice: done }))
        : c.redirect(start, 302);
    }),
  );
  addPlanPages(routes, world, withSubscription);
  addCancellationPages(routes, world, withSubscription);
  addPaymentPages(routes, world, withView);
  return routes;
}

const base = '/p/session/:id/subscriptions/:subscriptionId';

const gone = { problem: 'This subscription has ended.' };

function viewGate(world: StripeWorld, businessName: () => string): (c: Context, show: ShowView) => Answer {
  return (c, show) => {
    const view = readPortalView(world, c.req.param('id') ?? '', businessName());
    if (view !== undefined && isPortalSessionLive(world, view.session)) return show(view);
    const link =
      view?.returnUrl === undefined
        ? {}
        : { link: { href: view.returnUrl, label: `Return to ${view.businessName}` } };
    return sendPage(c, stripeMessagePage({ ...deadLink, ...link }), { status: 404 });
  };
}

const deadLink = {
  heading: 'This link is no longer valid',
  text: 'Billing links work for a short time only. Open billing again from the app.',
};

function addPlanPages(
  routes: Hono,
  world: StripeWorld,
  withSubscription: (c: Context, show: ShowSubscription) => Answer,
): void {
  routes.get(`${base}/update`, (c) =>
    withSubscription(c, (view, shown) => sendPage(c, choosePlanPage(view, shown))),
  );
  routes.get(`${base}/update/confirm`, (c) =>
    withSubscription(c, (view, shown) =>
      showConfirmation({ c, world }, view, { shown, priceId: c.req.query('price') ?? '' }),
    ),
  );
  routes.post(`${base}/update`, (c) =>
    withSubscription(c, async (view, shown) => {
      const priceId = fieldOf(await c.req.parseBody(), 'price');
      const outcome = changePlan(world, view.session, { subscriptionId: shown.subscription.id, priceId });
      return outcome.kind === 'done'
        ? completePortalTask(c, view, 'plan')
        : showConfirmation({ c, world }, view, { shown, priceId, problem: outcome.refusal.message });
    }),
  );
}

function addCancellationPages(
  routes: Hono,
  world: StripeWorld,
  withSubscription: (c: Context, show: ShowSubscription) => Answer,
): void {
  routes.get(`${base}/cancel`, (c) =>
    withSubscription(c, (view, shown) => sendPage(c, cancelPage(view, shown))),
  );
  routes.post(`${base}/cancel`, (c) =>
    withSubscription(c, (view, shown) => {
      const outcome = cancelSubscription(world, view.session, { subscriptionId: shown.subscription.id });
      return outcome.kind === 'done'
        ? completePortalTask(c, view, isEnding(outcome.value) ? 'cancellation_scheduled' : 'ended')
        : sendPage(c, portalHomePage(view, { problem: outcome.refusal.message }), { status: 402 });
    }),
  );
  routes.post(`${base}/keep`, (c) =>
    withSubscription(c, (view, shown) => {
      const outcome = keepSubscription(world, view.session, shown.subscription.id);
      return outcome.kind === 'done'
        ? completePortalTask(c, view, 'kept')
        : sendPage(c, portalHomePage(view, { problem: outcome.refusal.message }), { status: 402 });
    }),
  );
}

function addPaymentPages(
  routes: Hono,
  world: StripeWorld,
  withView: (c: Context, show: ShowView) => Answer,
): void {
  routes.get('/p/session/:id/payment-method', (c) =>
    withView(c, (view) => sendPage(c, paymentMethodPage(view))),
  );
  routes.post('/p/session/:id/payment-method', (c) =>
    withView(c, async (view) => {
      const form = await c.req.parseBody();
      const { number, expiry, cvc, name } = cardFieldNames;
      const cardholder = fieldOf(form, name);
      const outcome = updateCard(world, view.session, {
        entry: { number: fieldOf(form, number), expiry: fieldOf(form, expiry), cvc: fieldOf(form, cvc) },
        ...(cardholder === '' ? {} : { name: cardholder }),
      });
      return outcome.kind === 'done'
        ? completePortalTask(c, view, 'card')
        : sendPage(c, paymentMethodPage(view, { refusal: outcome.refusal, cardholder }), { status: 402 });
    }),
  );
  routes.post('/p/session/:id/invoices/:invoiceId/pay', (c) =>
    withView(c, (view) => {
      const outcome = payInvoice(world, view.session, c.req.param('invoiceId') ?? '');
      return outcome.kind === 'done'
        ? completePortalTask(c, view, 'paid')
        : sendPage(c, portalHomePage(view, { problem: outcome.refusal.message }), { status: 402 });
    }),
  );
}

function showConfirmation(
  { c, world }: { readonly c: Context; readonly world: StripeWorld },
  view: PortalView,
  wish: { readonly shown: PortalSubscription; readonly priceId: string; readonly problem?: string },
): Promise<Response> {
  const offer = view.prices.find(({ price }) => price.id === wish.priceId);
  if (offer === undefined) return sendPage(c, choosePlanPage(view, wish.shown), { status: 400 });
  const status = wish.problem === undefined ? 200 : 402;
  const { item, subscription } = wish.shown;
  const update = view.configuration.features.subscription_update;
  const chosen = { item, priceId: offer.price.id, quantity: item.quantity, status: subscription.status };
  const waits = waitsForPeriodEnd(world, update, chosen);
  return sendPage(c, confirmPlanPage(view, { ...wish, offer, waitsForPeriodEnd: waits }), { status });
}
