import { invalidRequest, parameterMissing } from '../api/failure.js';
import { newestFirst, pageOf } from '../api/list.js';
import { integer, oneOf, required, text } from '../api/param-kinds.js';
import { metadata, pageParams, record } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { testCardOfToken } from '../cards/test-cards.js';
import { findCustomer } from '../customers/find.js';
import { emit } from '../events/emit.js';
import { mergeMetadata, newMetadata } from '../metadata.js';
import type { StripeWorld } from '../world.js';
import { attachPaymentMethod, detachPaymentMethod, findPaymentMethod } from './attach.js';
import { createTokenPaymentMethod } from './create.js';
import type { PaymentMethodObject } from './object.js';

const LIST = { noun: 'PaymentMethod' };
const methodType = oneOf('card', 'us_bank_account');
const card = record({
  token: text(),
  exp_month: integer(),
  exp_year: integer(),
  number: text(),
  cvc: text(),
});

/** `/v1/payment_methods` and a customer's own list. */
export const paymentMethodRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    params: { type: required(methodType), card, metadata: metadata() },
    notSimulated: ['billing_details', 'us_bank_account', 'payment_method', 'customer', 'allow_redisplay'],
    answer: ({ world, params }) => createFromToken(world, params.card, newMetadata(params.metadata)),
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    params: {},
    answer: ({ world, id }) => findPaymentMethod(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    params: { metadata: metadata() },
    notSimulated: ['billing_details', 'card', 'allow_redisplay', 'us_bank_account'],
    answer: ({ world, id, params }) => {
      const before = findPaymentMethod(world, id);
      const after = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
      world.state.paymentMethods.set(id, after);
      emit(world, { type: 'payment_method.updated', object: after, before });
      return after;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods',
    params: { ...pageParams, customer: text(), type: methodType },
    answer: ({ world, params, url }) => {
      const { customer } = params;
      if (customer === undefined) throw parameterMissing('customer');
      findCustomer(world, customer, 'customer');
      return pageOf(methodsOf(world, customer, params.type), params, { url, ...LIST });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    params: { ...pageParams, type: methodType },
    answer: ({ world, id, params, url }) => {
      findCustomer(world, id);
      return pageOf(methodsOf(world, id, params.type), params, { url, ...LIST });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    params: { customer: required(text()) },
    answer: ({ world, id, params }) => {
      const customer = findCustomer(world, params.customer, 'customer');
      return attachPaymentMethod(world, findPaymentMethod(world, id), customer.id);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    params: {},
    answer: ({ world, id }) => detachPaymentMethod(world, findPaymentMethod(world, id)),
  }),
];

function methodsOf(
  world: StripeWorld,
  customerId: string,
  type: PaymentMethodObject['type'] | undefined,
): PaymentMethodObject[] {
  return newestFirst(world.state.paymentMethods).filter(
    (method) => method.customer === customerId && (type === undefined || method.type === type),
  );
}

/** Raw numbers are refused, as Stripe does for every account that has not proved its compliance. */
function createFromToken(
  world: StripeWorld,
  given: { readonly token?: string; readonly number?: string } | undefined,
  metadataGiven: PaymentMethodObject['metadata'],
): PaymentMethodObject {
  if (given?.number !== undefined) {
    throw invalidRequest(
      'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing.',
      { param: 'card[number]' },
    );
  }
  const token =
    given?.token === undefined ? undefined : testCardOfToken(given.token.replace(/^tok_/, 'pm_card_'));
  if (token === undefined) throw parameterMissing('card[token]');
  const created = { ...createTokenPaymentMethod(world, token), metadata: metadataGiven };
  world.state.paymentMethods.set(created.id, created);
  return created;
}
