import { emit } from '../events/emit.js';
import { newMetadata, type Metadata } from '../metadata.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { CustomerObject, PostalAddress } from './object.js';

/** What a new customer is created with. */
export interface NewCustomer {
  readonly email?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly description?: string | null;
  readonly address?: PostalAddress | null;
  readonly taxExempt?: CustomerObject['tax_exempt'];
  readonly preferredLocales?: readonly string[];
  readonly metadata?: Metadata | null;
  /** The test clock the customer lives by, for good. */
  readonly testClock?: string | null;
}

/** Creates a customer and says so. */
export function createCustomer(world: StripeWorld, given: NewCustomer): CustomerObject {
  const customer: CustomerObject = {
    id: world.ids.next('cus_'),
    object: 'customer',
    address: given.address ?? null,
    balance: 0,
    created: nowSeconds(world),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: given.description ?? null,
    discount: null,
    email: given.email ?? null,
    invoice_prefix: world.ids.text('invoice_prefix', 8, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: newMetadata(given.metadata),
    name: given.name ?? null,
    next_invoice_sequence: 1,
    phone: given.phone ?? null,
    preferred_locales: given.preferredLocales ?? [],
    shipping: null,
    tax_exempt: given.taxExempt ?? 'none',
    test_clock: given.testClock ?? null,
  };
  world.state.customers.set(customer.id, customer);
  emit(world, { type: 'customer.created', object: customer });
  return customer;
}

/** Puts a changed customer in place and says so, unless nothing differs. */
export function changeCustomer(
  world: StripeWorld,
  before: CustomerObject,
  change: Partial<CustomerObject>,
): CustomerObject {
  const after: CustomerObject = { ...before, ...change };
  if (JSON.stringify(after) === JSON.stringify(before)) return before;
  world.state.customers.set(after.id, after);
  emit(world, { type: 'customer.updated', object: after, before });
  return after;
}
