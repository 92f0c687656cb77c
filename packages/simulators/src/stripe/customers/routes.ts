import { resourceMissing } from '../api/failure.js';
import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { text } from '../api/param-kinds.js';
import { pageParams, range, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { mergeMetadata } from '../metadata.js';
import { attachPaymentMethod, findPaymentMethod } from '../payment-methods/attach.js';
import { requireRoomOnClock } from '../test-clocks/manage.js';
import type { StripeWorld } from '../world.js';
import { changeCustomer, createCustomer } from './create.js';
import { findCustomer } from './find.js';
import type { CustomerObject } from './object.js';
import {
  completeAddress,
  createCustomerParams,
  customerParamsNotSimulated,
  updateCustomerParams,
} from './params.js';
import { removeCustomer } from './remove.js';

/** `/v1/customers`. */
export const customerRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/customers',
    params: createCustomerParams,
    notSimulated: customerParamsNotSimulated,
    answer: ({ world, params }) => create(world, params),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id',
    params: {},
    answer: ({ world, id }) =>
      world.state.deletedCustomers.has(id)
        ? { id, object: 'customer', deleted: true }
        : findCustomer(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/customers/:id',
    params: updateCustomerParams,
    notSimulated: customerParamsNotSimulated,
    answer: ({ world, id, params }) => update(world, findCustomer(world, id), params),
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id',
    params: {},
    answer: ({ world, id }) => removeCustomer(world, findCustomer(world, id)),
  }),
  route({
    method: 'GET',
    path: '/v1/customers',
    params: { ...pageParams, created: range(), email: text(), test_clock: text() },
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.customers).filter(
        (customer) =>
          customer.test_clock === (params.test_clock ?? null) &&
          (params.email === undefined || customer.email === params.email) &&
          isWithin(customer.created, params.created),
      );
      return pageOf(matching, params, { url, noun: 'customer' });
    },
  }),
];

function create(world: StripeWorld, params: ParamsOf<typeof createCustomerParams>): CustomerObject {
  if (params.test_clock !== undefined) requireRoomOnClock(world, params.test_clock);
  const method =
    params.payment_method === undefined
      ? undefined
      : findPaymentMethod(world, params.payment_method, 'payment_method');
  const customer = createCustomer(world, {
    email: params.email ?? null,
    name: params.name ?? null,
    phone: params.phone ?? null,
    description: params.description ?? null,
    address: completeAddress(params.address),
    taxExempt: params.tax_exempt ?? 'none',
    preferredLocales: params.preferred_locales ?? [],
    metadata: params.metadata ?? {},
    testClock: params.test_clock ?? null,
  });
  const attached = method && attachPaymentMethod(world, method, customer.id);
  return applyInvoiceSettings(world, customer, params.invoice_settings, attached?.id);
}

function update(
  world: StripeWorld,
  before: CustomerObject,
  params: ParamsOf<typeof updateCustomerParams>,
): CustomerObject {
  const { metadata, address, invoice_settings: invoiceSettings, tax_exempt: taxExempt, ...fields } = params;
  const settings = checkedSettings(world, before, invoiceSettings);
  return changeCustomer(world, before, {
    ...fields,
    ...(address === undefined ? {} : { address: completeAddress(address) }),
    ...(taxExempt === undefined ? {} : { tax_exempt: taxExempt ?? 'none' }),
    invoice_settings: settings,
    metadata: mergeMetadata(before.metadata, metadata),
  });
}

type InvoiceSettingsGiven = ParamsOf<typeof updateCustomerParams>['invoice_settings'];

/** On creation a default may be named by token; it then means the method just attached. */
function applyInvoiceSettings(
  world: StripeWorld,
  customer: CustomerObject,
  given: InvoiceSettingsGiven,
  attachedId: string | undefined,
): CustomerObject {
  if (given === undefined) return customer;
  const named = given.default_payment_method;
  const isAttachedOne = typeof named === 'string' && attachedId !== undefined;
  const settings = checkedSettings(
    world,
    customer,
    isAttachedOne ? { ...given, default_payment_method: attachedId } : given,
  );
  const after: CustomerObject = { ...customer, invoice_settings: settings };
  world.state.customers.set(after.id, after);
  return after;
}

function checkedSettings(
  world: StripeWorld,
  customer: CustomerObject,
  given: InvoiceSettingsGiven,
): CustomerObject['invoice_settings'] {
  const methodId = given?.default_payment_method;
  if (typeof methodId === 'string' && world.state.paymentMethods.get(methodId)?.customer !== customer.id) {
    throw resourceMissing({
      noun: 'PaymentMethod',
      id: methodId,
      param: 'invoice_settings[default_payment_method]',
    });
  }
  return { ...customer.invoice_settings, ...given };
}
