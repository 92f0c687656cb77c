import { invalidRequest } from '../api/failure.js';
import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { emptyable, flag, integer, list, oneOf, required, text, url as urlKind } from '../api/param-kinds.js';
import { metadata, pageParams, range, record, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { emit } from '../events/emit.js';
import { mergeMetadata } from '../metadata.js';
import { createPrice, findPrice } from '../prices/create.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { createProduct, findProduct } from './create.js';
import type { ProductObject } from './object.js';

const shared = {
  active: flag(),
  images: list(urlKind(), { maxItems: 8 }),
  metadata: metadata(),
  statement_descriptor: text({ maxLength: 22 }),
  unit_label: emptyable(text()),
  tax_code: emptyable(text()),
  url: emptyable(urlKind()),
};

const createParams = {
  ...shared,
  id: text(),
  name: required(text()),
  description: text({ maxLength: 40_000 }),
  default_price_data: record({
    currency: required(text()),
    unit_amount: required(integer({ min: 0 })),
    recurring: record({
      interval: required(oneOf('day', 'week', 'month', 'year')),
      interval_count: integer({ min: 1 }),
    }),
  }),
};

const updateParams = {
  ...shared,
  name: text(),
  description: emptyable(text({ maxLength: 40_000 })),
  default_price: text(),
};

const NOT_SIMULATED = ['marketing_features', 'package_dimensions', 'shippable', 'tax_details', 'type'];

/** `/v1/products`. */
export const productRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/products',
    params: createParams,
    notSimulated: NOT_SIMULATED,
    answer: ({ world, params }) => create(world, params),
  }),
  route({
    method: 'GET',
    path: '/v1/products/:id',
    params: {},
    answer: ({ world, id }) => findProduct(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/products/:id',
    params: updateParams,
    notSimulated: NOT_SIMULATED,
    answer: ({ world, id, params }) => update(world, findProduct(world, id), params),
  }),
  route({
    method: 'DELETE',
    path: '/v1/products/:id',
    params: {},
    answer: ({ world, id }) => remove(world, findProduct(world, id)),
  }),
  route({
    method: 'GET',
    path: '/v1/products',
    params: { ...pageParams, active: flag(), created: range(), ids: list(text()), url: text() },
    notSimulated: ['shippable', 'type'],
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.products).filter(
        (product) =>
          (params.active === undefined || product.active === params.active) &&
          (params.ids === undefined || params.ids.includes(product.id)) &&
          (params.url === undefined || product.url === params.url) &&
          isWithin(product.created, params.created),
      );
      return pageOf(matching, params, { url, noun: 'product' });
    },
  }),
];

function create(world: StripeWorld, params: ParamsOf<typeof createParams>): ProductObject {
  const product = createProduct(world, {
    ...params,
    statementDescriptor: params.statement_descriptor ?? null,
    unitLabel: params.unit_label ?? null,
    taxCode: params.tax_code ?? null,
  });
  const priceGiven = params.default_price_data;
  if (priceGiven === undefined) return product;
  const price = createPrice(world, {
    productId: product.id,
    currency: priceGiven.currency,
    amountMinor: priceGiven.unit_amount,
    recurring: priceGiven.recurring,
  });
  const withPrice: ProductObject = { ...product, default_price: price.id };
  world.state.products.set(product.id, withPrice);
  return withPrice;
}

function update(
  world: StripeWorld,
  before: ProductObject,
  params: ParamsOf<typeof updateParams>,
): ProductObject {
  const { metadata: metadataGiven, default_price: defaultPrice, ...fields } = params;
  if (defaultPrice !== undefined) findPrice(world, defaultPrice, 'default_price');
  const after: ProductObject = {
    ...before,
    ...fields,
    ...(defaultPrice === undefined ? {} : { default_price: defaultPrice }),
    metadata: mergeMetadata(before.metadata, metadataGiven),
    updated: nowSeconds(world),
  };
  world.state.products.set(after.id, after);
  emit(world, { type: 'product.updated', object: after, before });
  return after;
}

function remove(world: StripeWorld, product: ProductObject): object {
  if ([...world.state.prices.values()].some((price) => price.product === product.id)) {
    throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
  }
  world.state.products.delete(product.id);
  emit(world, { type: 'product.deleted', object: product });
  return { id: product.id, object: 'product', deleted: true };
}
