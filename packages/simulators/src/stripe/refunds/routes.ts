import { parameterMissing, resourceMissing } from '../api/failure.js';
import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { integer, oneOf, text } from '../api/param-kinds.js';
import { metadata, pageParams, range } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { findCharge, findChargeOfIntent } from '../charges/find.js';
import type { ChargeObject } from '../charges/object.js';
import type { StripeWorld } from '../world.js';
import { createRefund } from './create.js';

/** `/v1/refunds`. */
export const refundRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/refunds',
    params: {
      amount: integer({ min: 1 }),
      charge: text(),
      metadata: metadata(),
      payment_intent: text(),
      reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
    },
    notSimulated: [
      'currency',
      'customer',
      'customer_account',
      'instructions_email',
      'origin',
      'refund_application_fee',
      'reverse_transfer',
    ],
    answer: ({ world, params }) =>
      createRefund(world, chargeOf(world, params), {
        amountMinor: params.amount,
        reason: params.reason,
        metadata: params.metadata,
      }),
  }),
  route({
    method: 'GET',
    path: '/v1/refunds/:id',
    params: {},
    answer: ({ world, id }) => {
      const found = world.state.refunds.get(id);
      if (found === undefined) throw resourceMissing({ noun: 'refund', id });
      return found;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/refunds',
    params: { ...pageParams, charge: text(), created: range(), payment_intent: text() },
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.refunds).filter(
        (refund) =>
          (params.charge === undefined || refund.charge === params.charge) &&
          (params.payment_intent === undefined || refund.payment_intent === params.payment_intent) &&
          isWithin(refund.created, params.created),
      );
      return pageOf(matching, params, { url, noun: 'refund' });
    },
  }),
];

function chargeOf(
  world: StripeWorld,
  named: { readonly charge?: string; readonly payment_intent?: string },
): ChargeObject {
  if (named.charge !== undefined) return findCharge(world, named.charge, 'charge');
  if (named.payment_intent !== undefined) return findChargeOfIntent(world, named.payment_intent);
  throw parameterMissing('payment_intent');
}
