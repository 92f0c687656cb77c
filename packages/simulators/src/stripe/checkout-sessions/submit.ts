/**
 * What the hosted page does when the customer submits it. The page shows forms and outcomes; every rule is here, so that a
 * test can pay without a browser and come to the same state.
 */
import type { CardRefusal } from '../api/failure.js';
import { isRefusal, readCardEntry, type CardEntry } from '../cards/card-entry.js';
import type { PostalAddress } from '../customers/object.js';
import { createBankPaymentMethod, createCardPaymentMethod } from '../payment-methods/create.js';
import type { PaymentMethodObject } from '../payment-methods/object.js';
import { timelineOfCustomer } from '../test-clocks/timeline-of.js';
import { onTimeline, type StripeWorld } from '../world.js';
import type { CheckoutChallenge, CheckoutCustomer } from './challenge.js';
import { completeSession } from './complete.js';
import { findSession } from './expire.js';
import type { CheckoutSessionObject } from './object.js';

/** How the customer pays. `none` only where nothing is due and the session collects only if required. */
export type CheckoutPayment =
  | { readonly kind: 'bank'; readonly settlesAs: 'failed' | 'succeeded' }
  | { readonly kind: 'card'; readonly entry: CardEntry }
  | { readonly kind: 'none' };

/** A submitted page. */
export interface CheckoutSubmission {
  /** Needed unless the session already knows an e-mail. */
  readonly email?: string;
  readonly name?: string;
  readonly address?: PostalAddress;
  readonly payment: CheckoutPayment;
}

/** What came of it. `refused.param` names the field to mark. `closed`: the session was no longer open. */
export type CheckoutOutcome =
  | { readonly kind: 'closed'; readonly session: CheckoutSessionObject }
  | { readonly kind: 'completed'; readonly session: CheckoutSessionObject; readonly redirectUrl: string }
  | { readonly kind: 'refused'; readonly refusal: CardRefusal }
  | { readonly kind: 'requires_action'; readonly challenge: CheckoutChallenge };

/** Submits the page of a session, at the time its customer lives by. */
export function submitCheckout(
  world: StripeWorld,
  sessionId: string,
  given: CheckoutSubmission,
): CheckoutOutcome {
  const session = findSession(world, sessionId);
  if (session.status !== 'open') return { kind: 'closed', session };
  return onTimeline(world, timelineOfCustomer(world, session.customer), () => submit(world, session, given));
}

function submit(
  world: StripeWorld,
  session: CheckoutSessionObject,
  given: CheckoutSubmission,
): CheckoutOutcome {
  const customer = readCustomer(session, given);
  if (isRefusal(customer)) return { kind: 'refused', refusal: customer };
  const method = readPayment(world, session, { given, customer });
  if (method === undefined) return finish(world, session, { customer, paymentMethodId: null });
  if (isRefusal(method)) return { kind: 'refused', refusal: method };
  const refusal = refusalOf(world, session, method.id);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const behaviour = world.state.cardBehaviours.get(method.id)?.kind;
  if (behaviour === 'authenticated_once' || behaviour === 'authenticated_always') {
    const challenge = {
      id: world.ids.next('3ds_'),
      sessionId: session.id,
      paymentMethodId: method.id,
      customer,
    };
    world.state.challenges.set(challenge.id, challenge);
    return { kind: 'requires_action', challenge };
  }
  return finish(world, session, { customer, paymentMethodId: method.id });
}

/** Answers a 3-D Secure question; each can be answered once. Undefined when there is no such question. */
export function answerChallenge(
  world: StripeWorld,
  challengeId: string,
  answer: 'complete' | 'fail',
): CheckoutOutcome | undefined {
  const challenge = world.state.challenges.get(challengeId);
  if (challenge === undefined) return undefined;
  world.state.challenges.delete(challengeId);
  const session = findSession(world, challenge.sessionId);
  if (session.status !== 'open') return { kind: 'closed', session };
  if (answer === 'fail') return { kind: 'refused', refusal: AUTHENTICATION_FAILED };
  return onTimeline(world, timelineOfCustomer(world, session.customer), () =>
    finish(world, session, challenge),
  );
}

const AUTHENTICATION_FAILED: CardRefusal = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  param: 'number',
};

function finish(
  world: StripeWorld,
  session: CheckoutSessionObject,
  by: { readonly customer: CheckoutCustomer; readonly paymentMethodId: string | null },
): CheckoutOutcome {
  const completed = completeSession(world, session, by);
  const redirectUrl = completed.success_url.replaceAll('{CHECKOUT_SESSION_ID}', completed.id);
  return { kind: 'completed', session: completed, redirectUrl };
}

function readCustomer(
  session: CheckoutSessionObject,
  given: CheckoutSubmission,
): CheckoutCustomer | CardRefusal {
  const email = (session.customer_details?.email ?? given.email ?? '').trim();
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    return { code: 'email_invalid', message: 'Your email is invalid.', param: 'email' };
  }
  return { email, name: given.name?.trim() ?? null, address: given.address ?? null };
}

/** Undefined when no payment method is needed and none was given. */
function readPayment(
  world: StripeWorld,
  session: CheckoutSessionObject,
  from: { readonly given: CheckoutSubmission; readonly customer: CheckoutCustomer },
): CardRefusal | PaymentMethodObject | undefined {
  const { payment } = from.given;
  switch (payment.kind) {
    case 'none':
      return session.payment_method_collection === 'if_required' && session.amount_total === 0
        ? undefined
        : { code: 'incomplete_number', message: 'Your card number is incomplete.', param: 'number' };
    case 'bank':
      return createBankPaymentMethod(world, payment.settlesAs, from.customer);
    case 'card': {
      const read = readCardEntry(payment.entry, world.clock.now());
      return isRefusal(read) ? read : createCardPaymentMethod(world, read, from.customer);
    }
  }
}

/** A card that fails only when charged passes where nothing is due today. */
function refusalOf(
  world: StripeWorld,
  session: CheckoutSessionObject,
  methodId: string,
): CardRefusal | undefined {
  const behaviour = world.state.cardBehaviours.get(methodId);
  if (behaviour?.kind === 'declined') return behaviour.refusal;
  return behaviour?.kind === 'declined_on_charge' && session.amount_total > 0 ? behaviour.refusal : undefined;
}
