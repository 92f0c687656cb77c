/** The hosted Checkout page. It shows forms and outcomes; every rule is in `submitCheckout`. */
import { Hono, type Context } from 'hono';

import type { CheckoutSessionObject } from '../../../stripe/checkout-sessions/object.js';
import {
  answerChallenge,
  submitCheckout,
  type CheckoutOutcome,
  type CheckoutPayment,
} from '../../../stripe/checkout-sessions/submit.js';
import type { StripeWorld } from '../../../stripe/world.js';
import { fieldOf, type PageForm } from '../../design/page-form.js';
import { sendPage } from '../../design/send-page.js';
import { cardFieldNames } from '../card-fields.js';
import { stripeMessagePage } from '../stripe-message-page.js';
import { awaitDeliveries } from './await-deliveries.js';
import { challengePage } from './challenge-page.js';
import { checkoutPage } from './checkout-page.js';
import { readCheckoutView, type CheckoutView } from './checkout-view.js';
import type { PaymentAttempt } from './payment-form.js';

const emptyAttempt: PaymentAttempt = { email: '', name: '' };

/** `/c/pay/<session>`: the page, its form, and the 3-D Secure screen in between. */
export function createCheckoutRoutes(world: StripeWorld, businessName: () => string): Hono {
  const routes = new Hono();
  const withOpenSession = openSessionGate(world, businessName);
  routes.get('/c/pay/:id', (c) =>
    withOpenSession(c, (view) => sendPage(c, checkoutPage(view, emptyAttempt))),
  );
  routes.post('/c/pay/:id', (c) =>
    withOpenSession(c, async (view) => {
      const form = await c.req.parseBody();
      const submission = {
        email: fieldOf(form, 'email'),
        ...nameOf(form),
        payment: readPayment(form, view.needsPaymentMethod),
      };
      return showOutcome(world, c, {
        view,
        outcome: submitCheckout(world, view.session.id, submission),
        form,
      });
    }),
  );
  routes.get('/c/pay/:id/challenges/:challengeId', (c) =>
    withOpenSession(c, (view) => sendPage(c, challengePage(view))),
  );
  routes.post('/c/pay/:id/challenges/:challengeId', (c) =>
    withOpenSession(c, async (view) => {
      const form = await c.req.parseBody();
      const answer = fieldOf(form, 'outcome') === 'complete' ? 'complete' : 'fail';
      const outcome = answerChallenge(world, c.req.param('challengeId') ?? '', answer);
      return outcome === undefined
        ? c.redirect(`/c/pay/${view.session.id}`, 303)
        : showOutcome(world, c, { view, outcome, form: {} });
    }),
  );
  return routes;
}

type OpenSessionGate = (
  c: Context,
  show: (view: CheckoutView) => Promise<Response>,
) => Promise<Response> | Response;

/** Shows the page of an open session; a completed one goes on, an expired or unknown one says so. */
function openSessionGate(world: StripeWorld, businessName: () => string): OpenSessionGate {
  return (c, show) => {
    const session = world.state.checkoutSessions.get(c.req.param('id') ?? '');
    if (session === undefined) return sendPage(c, stripeMessagePage(unknownSession), { status: 404 });
    return session.status === 'open'
      ? show(readCheckoutView(world, session, businessName()))
      : leave(c, session);
  };
}

function leave(c: Context, session: CheckoutSessionObject): Promise<Response> | Response {
  if (session.status === 'complete') return c.redirect(successUrlOf(session), 303);
  return sendPage(c, stripeMessagePage(expiredSession(session)), { status: 410 });
}

async function showOutcome(
  world: StripeWorld,
  c: Context,
  came: { readonly view: CheckoutView; readonly outcome: CheckoutOutcome; readonly form: PageForm },
): Promise<Response> {
  const { view, outcome, form } = came;
  switch (outcome.kind) {
    case 'closed':
      return leave(c, outcome.session);
    case 'requires_action':
      return c.redirect(`/c/pay/${view.session.id}/challenges/${outcome.challenge.id}`, 303);
    case 'completed':
      await awaitDeliveries(world);
      return c.redirect(outcome.redirectUrl, 303);
    case 'refused': {
      const typed = { email: fieldOf(form, 'email'), name: fieldOf(form, cardFieldNames.name) };
      const { refusal } = outcome;
      const attempt =
        refusal.param === 'email' ? { ...typed, emailError: refusal.message } : { ...typed, refusal };
      return sendPage(c, checkoutPage(view, attempt), { status: 402 });
    }
  }
}

function readPayment(form: PageForm, needsPaymentMethod: boolean): CheckoutPayment {
  if (!needsPaymentMethod) return { kind: 'none' };
  if (fieldOf(form, 'method') === 'bank') {
    return { kind: 'bank', settlesAs: fieldOf(form, 'bank') === 'fails' ? 'failed' : 'succeeded' };
  }
  const { number, expiry, cvc } = cardFieldNames;
  return {
    kind: 'card',
    entry: { number: fieldOf(form, number), expiry: fieldOf(form, expiry), cvc: fieldOf(form, cvc) },
  };
}

function nameOf(form: PageForm): { readonly name?: string } {
  const name = fieldOf(form, cardFieldNames.name);
  return name === '' ? {} : { name };
}

function successUrlOf(session: CheckoutSessionObject): string {
  return session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

const unknownSession = {
  heading: 'Something went wrong',
  text: 'This checkout page could not be found. Check the link, or go back to where you came from.',
};

function expiredSession(session: CheckoutSessionObject): Parameters<typeof stripeMessagePage>[0] {
  return {
    heading: 'This checkout has expired',
    text: 'Nothing was charged. Go back and start again.',
    ...(session.cancel_url === null ? {} : { link: { href: session.cancel_url, label: 'Go back' } }),
  };
}
