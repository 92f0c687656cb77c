import { invalidRequest, parameterMissing } from '../api/failure.js';
import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { flag, integer, list, oneOf, required, text } from '../api/param-kinds.js';
import { metadata, pageParams, range, record, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { emit } from '../events/emit.js';
import { mergeMetadata } from '../metadata.js';
import { createProduct, findProduct } from '../products/create.js';
import type { StripeWorld } from '../world.js';
import { claimLookupKey, createPrice, findPrice } from './create.js';
import type { PriceObject } from './object.js';

const interval = oneOf('day', 'week', 'month', 'year');
const taxBehavior = oneOf('exclusive', 'inclusive', 'unspecified');

const createParams = {
  currency: required(text()),
  active: flag(),
  lookup_key: text({ maxLength: 200 }),
  transfer_lookup_key: flag(),
  metadata: metadata(),
  nickname: text(),
  product: text(),
  product_data: record({ name: required(text()), id: text(), metadata: metadata() }),
  recurring: record({
    interval: required(interval),
    interval_count: integer({ min: 1 }),
    usage_type: oneOf('licensed', 'metered'),
    meter: text(),
  }),
  tax_behavior: taxBehavior,
  unit_amount: integer({ min: 0, max: 99_999_999 }),
};

const updateParams = {
  active: flag(),
  lookup_key: text({ maxLength: 200 }),
  transfer_lookup_key: flag(),
  metadata: metadata(),
  nickname: text(),
  tax_behavior: taxBehavior,
};

const listParams = {
  ...pageParams,
  active: flag(),
  created: range(),
  currency: text(),
  lookup_keys: list(text(), { maxItems: 10 }),
  product: text(),
  recurring: record({ interval }, ['meter', 'usage_type']),
  type: oneOf('one_time', 'recurring'),
};

/** `/v1/prices`. */
export const priceRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/prices',
    params: createParams,
    notSimulated: [
      'billing_scheme',
      'currency_options',
      'custom_unit_amount',
      'tiers',
      'tiers_mode',
      'transform_quantity',
      'unit_amount_decimal',
    ],
    answer: ({ world, params }) => create(world, params),
  }),
  route({
    method: 'GET',
    path: '/v1/prices/:id',
    params: {},
    answer: ({ world, id }) => findPrice(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/prices/:id',
    params: updateParams,
    notSimulated: ['currency_options'],
    answer: ({ world, id, params }) => update(world, findPrice(world, id), params),
  }),
  route({
    method: 'GET',
    path: '/v1/prices',
    params: listParams,
    answer: ({ world, params, url }) =>
      pageOf(
        newestFirst(world.state.prices).filter((price) => matches(price, params)),
        params,
        { url, noun: 'price' },
      ),
  }),
];

function create(world: StripeWorld, params: ParamsOf<typeof createParams>): PriceObject {
  if (params.unit_amount === undefined) throw parameterMissing('unit_amount');
  return createPrice(world, {
    productId: productOf(world, params),
    currency: params.currency,
    amountMinor: params.unit_amount,
    recurring: params.recurring,
    lookupKey: params.lookup_key,
    transferLookupKey: params.transfer_lookup_key,
    nickname: params.nickname,
    active: params.active,
    taxBehavior: params.tax_behavior,
    metadata: params.metadata,
  });
}

function productOf(world: StripeWorld, params: ParamsOf<typeof createParams>): string {
  if (params.product !== undefined && params.product_data !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: product, product_data.', {
      code: 'parameters_exclusive',
    });
  }
  if (params.product_data !== undefined) return createProduct(world, params.product_data).id;
  if (params.product === undefined) throw parameterMissing('product');
  return findProduct(world, params.product, 'product').id;
}

function update(world: StripeWorld, before: PriceObject, params: ParamsOf<typeof updateParams>): PriceObject {
  const { metadata: metadataGiven, transfer_lookup_key: mayTransfer, ...fields } = params;
  if (fields.lookup_key !== undefined && fields.lookup_key !== before.lookup_key) {
    claimLookupKey(world, fields.lookup_key, { mayTransfer: mayTransfer ?? false });
  }
  const after: PriceObject = {
    ...before,
    ...fields,
    metadata: mergeMetadata(before.metadata, metadataGiven),
  };
  world.state.prices.set(after.id, after);
  emit(world, { type: 'price.updated', object: after, before });
  return after;
}

function matches(price: PriceObject, filter: ParamsOf<typeof listParams>): boolean {
  return (
    (filter.active === undefined || price.active === filter.active) &&
    (filter.currency === undefined || price.currency === filter.currency.toLowerCase()) &&
    (filter.lookup_keys === undefined || filter.lookup_keys.includes(price.lookup_key ?? '')) &&
    (filter.product === undefined || price.product === filter.product) &&
    (filter.type === undefined || price.type === filter.type) &&
    (filter.recurring?.interval === undefined || price.recurring?.interval === filter.recurring.interval) &&
    isWithin(price.created, filter.created)
  );
}
