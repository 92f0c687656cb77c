import { emptyable, list, oneOf, text } from '../api/param-kinds.js';
import { metadata, record } from '../api/param-record.js';
import type { PostalAddress } from './object.js';

const addressFields = record({
  city: emptyable(text()),
  country: emptyable(text()),
  line1: emptyable(text()),
  line2: emptyable(text()),
  postal_code: emptyable(text()),
  state: emptyable(text()),
});

const shared = {
  address: emptyable(addressFields),
  description: emptyable(text()),
  email: emptyable(text({ maxLength: 512 })),
  name: emptyable(text({ maxLength: 256 })),
  phone: emptyable(text()),
  preferred_locales: list(text()),
  tax_exempt: emptyable(oneOf('exempt', 'none', 'reverse')),
  metadata: metadata(),
  invoice_settings: record({ default_payment_method: emptyable(text()), footer: emptyable(text()) }, [
    'custom_fields',
    'rendering_options',
  ]),
};

/** Parameters of a create request. */
export const createCustomerParams = { ...shared, payment_method: text(), test_clock: text() };

/** Parameters of an update request. */
export const updateCustomerParams = shared;

/** Parameters Stripe has for both and the simulator refuses by name. */
export const customerParamsNotSimulated = [
  'balance',
  'business_name',
  'cash_balance',
  'individual_name',
  'invoice_prefix',
  'next_invoice_sequence',
  'shipping',
  'source',
  'default_source',
  'tax',
  'tax_id_data',
  'validate',
];

/** Fills the gaps of an address. */
export function completeAddress(
  given: { readonly [K in keyof PostalAddress]?: string | null } | null | undefined,
): PostalAddress | null {
  if (given === null || given === undefined) return null;
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}
