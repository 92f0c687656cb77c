import {
  cardFailure,
  invalidRequest,
  parameterMissing,
  resourceMissing,
  StripeFailure,
} from '../api/failure.js';
import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { flag, oneOf, required, text } from '../api/param-kinds.js';
import { metadata, pageParams, range, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { applyPaid } from '../billing/after-payment.js';
import { collectInvoice } from '../billing/collect.js';
import { attachPaymentMethod, findPaymentMethod } from '../payment-methods/attach.js';
import { mergeMetadata } from '../metadata.js';
import type { StripeWorld } from '../world.js';
import { findInvoice } from './find.js';
import type { InvoiceObject } from './object.js';
import { previewInvoice, previewInvoiceParams, previewParamsNotSimulated } from './preview.js';
import { changeInvoice, finalizeInvoice, markPaid, markUncollectible, voidInvoice } from './progress.js';

const listParams = {
  ...pageParams,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  created: range(),
  customer: text(),
  status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void'),
  subscription: text(),
};

const payParams = { forgive: flag(), off_session: flag(), paid_out_of_band: flag(), payment_method: text() };

/** `/v1/invoices` and what hangs on them. */
export const invoiceRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/invoices/create_preview',
    params: previewInvoiceParams,
    notSimulated: previewParamsNotSimulated,
    answer: ({ world, params }) => previewInvoice(world, params),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/:id',
    params: {},
    answer: ({ world, id }) => findInvoice(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id',
    params: { auto_advance: flag(), metadata: metadata() },
    answer: ({ world, id, params }) => {
      const before = findInvoice(world, id);
      const change = {
        auto_advance: params.auto_advance ?? before.auto_advance,
        metadata: mergeMetadata(before.metadata, params.metadata),
      };
      return changeInvoice(world, before, change, 'invoice.updated');
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    params: payParams,
    notSimulated: ['mandate', 'source'],
    answer: ({ world, id, params }) => pay(world, findInvoice(world, id), params),
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/finalize',
    params: { auto_advance: flag() },
    answer: ({ world, id }) => finalizeInvoice(world, findInvoice(world, id)),
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/void',
    params: {},
    answer: ({ world, id }) => voidInvoice(world, findInvoice(world, id)),
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/mark_uncollectible',
    params: {},
    answer: ({ world, id }) => markUncollectible(world, findInvoice(world, id)),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/:id/lines',
    params: pageParams,
    answer: ({ world, id, params, url }) =>
      pageOf(findInvoice(world, id).lines.data, params, { url, noun: 'line item' }),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices',
    params: listParams,
    notSimulated: ['customer_account', 'due_date'],
    answer: ({ world, params, url }) =>
      pageOf(
        newestFirst(world.state.invoices).filter((invoice) => matches(invoice, params)),
        params,
        { url, noun: 'invoice' },
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/invoice_payments',
    params: { ...pageParams, invoice: required(text()), status: oneOf('canceled', 'open', 'paid') },
    notSimulated: ['created', 'payment'],
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.invoicePayments).filter(
        (one) =>
          one.invoice === params.invoice && (params.status === undefined || one.status === params.status),
      );
      return pageOf(matching, params, { url, noun: 'invoice payment' });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    params: {},
    answer: ({ world, id }) => {
      const found = world.state.paymentIntents.get(id);
      if (found === undefined) throw resourceMissing({ noun: 'payment_intent', id });
      return found;
    },
  }),
];

function pay(world: StripeWorld, invoice: InvoiceObject, params: ParamsOf<typeof payParams>): InvoiceObject {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (invoice.status === 'void') throw invalidRequest('This invoice can no longer be paid.');
  if (params.paid_out_of_band === true) {
    const paid = markPaid(world, invoice.status === 'draft' ? finalizeInvoice(world, invoice) : invoice, {
      isAttempt: false,
    });
    applyPaid(world, paid);
    return paid;
  }
  const methodId = methodOf(world, invoice, params.payment_method);
  const presence = params.off_session === false ? 'present' : 'away';
  const result = collectInvoice(world, invoice.id, { presence, methodId });
  if (result.kind === 'declined') throw cardFailure(result.refusal);
  if (result.kind === 'requires_action') {
    throw new StripeFailure(402, {
      type: 'card_error',
      code: 'invoice_payment_intent_requires_action',
      message: 'This payment requires additional user action before it can be completed successfully.',
    });
  }
  if (result.kind === 'no_method') throw parameterMissing('payment_method');
  return findInvoice(world, invoice.id);
}

function methodOf(world: StripeWorld, invoice: InvoiceObject, given: string | undefined): string | null {
  if (given === undefined) return null;
  const method = findPaymentMethod(world, given, 'payment_method');
  return method.customer === null ? attachPaymentMethod(world, method, invoice.customer).id : method.id;
}

function matches(invoice: InvoiceObject, filter: ParamsOf<typeof listParams>): boolean {
  return (
    (filter.customer === undefined || invoice.customer === filter.customer) &&
    (filter.subscription === undefined ||
      invoice.parent.subscription_details.subscription === filter.subscription) &&
    (filter.status === undefined || invoice.status === filter.status) &&
    (filter.collection_method === undefined || invoice.collection_method === filter.collection_method) &&
    isWithin(invoice.created, filter.created)
  );
}
