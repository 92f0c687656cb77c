import { invalidRequest, resourceMissing } from '../api/failure.js';
import { emit } from '../events/emit.js';
import { newMetadata, type Metadata } from '../metadata.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { ProductObject } from './object.js';

/** What a new product is created with. */
export interface NewProduct {
  /** Default: a new `prod_…`. */
  readonly id?: string;
  readonly name: string;
  readonly active?: boolean;
  readonly description?: string | null;
  readonly images?: readonly string[];
  readonly metadata?: Metadata | null;
  readonly statementDescriptor?: string | null;
  readonly unitLabel?: string | null;
  readonly taxCode?: string | null;
  readonly url?: string | null;
}

/** Creates a product and says so; a taken id is refused. */
export function createProduct(world: StripeWorld, given: NewProduct): ProductObject {
  const id = given.id ?? world.ids.next('prod_');
  if (world.state.products.has(id)) {
    throw invalidRequest('Product already exists.', { code: 'resource_already_exists', param: 'id' });
  }
  const product: ProductObject = {
    id,
    object: 'product',
    active: given.active ?? true,
    created: nowSeconds(world),
    default_price: null,
    description: given.description ?? null,
    images: given.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: newMetadata(given.metadata),
    name: given.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: given.statementDescriptor ?? null,
    tax_code: given.taxCode ?? null,
    tax_details: null,
    type: 'service',
    unit_label: given.unitLabel ?? null,
    updated: nowSeconds(world),
    url: given.url ?? null,
  };
  world.state.products.set(id, product);
  emit(world, { type: 'product.created', object: product });
  return product;
}

/** The product with this id; refuses a missing one. */
export function findProduct(world: StripeWorld, id: string, param?: string): ProductObject {
  const found = world.state.products.get(id);
  if (found === undefined) {
    throw resourceMissing({ noun: 'product', id, ...(param === undefined ? {} : { param }) });
  }
  return found;
}
