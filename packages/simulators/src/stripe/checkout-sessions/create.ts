import { invalidRequest, parameterMissing, parameterNotSimulated } from '../api/failure.js';
import { requireCurrency } from '../customers/require-currency.js';
import { productNameOf } from '../invoices/lines.js';
import { newMetadata } from '../metadata.js';
import { findPrice } from '../prices/create.js';
import { requireCompatible } from '../subscriptions/item.js';
import { nowSeconds, planAt, type StripeWorld } from '../world.js';
import { checkSession, type RequiredSessionParams, type SessionParams } from './checks.js';
import { expireSession } from './expire.js';
import type { CheckoutLineItem, CheckoutSessionObject } from './object.js';

/** Creates a session, and plans its expiry. */
export function createSession(world: StripeWorld, params: SessionParams): CheckoutSessionObject {
  const checked = checkSession(world, params);
  const lineItems = readLineItems(world, checked.lineItems);
  requireCurrency(checked.customer, lineItems[0]?.currency);
  const trial = params.subscription_data;
  const session = buildSession(world, { params, checked, lineItems });
  world.state.checkoutSessions.set(session.id, session);
  world.state.checkoutLineItems.set(session.id, lineItems);
  world.state.checkoutPlans.set(session.id, {
    metadata: newMetadata(trial?.metadata),
    description: trial?.description ?? null,
    billingMode: trial?.billing_mode?.type ?? 'flexible',
    trialPeriodDays: trial?.trial_period_days ?? null,
    trialEnd: trial?.trial_end ?? null,
    missingPaymentMethod: trial?.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    customerUpdate: {
      address: params.customer_update?.address === 'auto',
      name: params.customer_update?.name === 'auto',
    },
  });
  planAt(world, {
    at: session.expires_at,
    name: `checkout.expire ${session.id}`,
    run: () => {
      const current = world.state.checkoutSessions.get(session.id);
      if (current?.status === 'open') expireSession(world, current);
    },
  });
  return session;
}

function readLineItems(world: StripeWorld, given: RequiredSessionParams['lineItems']): CheckoutLineItem[] {
  const lines = given.map((line, index) => {
    if (line.price === undefined) throw parameterMissing(`line_items[${index}][price]`);
    if (line.quantity === undefined) throw parameterMissing(`line_items[${index}][quantity]`);
    const price = findPrice(world, line.price, `line_items[${index}][price]`);
    return { price, quantity: line.quantity, metadata: line.metadata };
  });
  if (lines.every((line) => line.price.type !== 'recurring')) {
    throw invalidRequest(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      {
        param: 'line_items',
      },
    );
  }
  const oneTime = lines.findIndex((line) => line.price.type !== 'recurring');
  if (oneTime >= 0) throw parameterNotSimulated(`line_items[${oneTime}][price] (one-time)`);
  requireCompatible(
    lines.map((line) => line.price),
    'line_items',
  );
  return lines.map(({ price, quantity, metadata }) => ({
    id: world.ids.next('li_1', 23),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: price.unit_amount * quantity,
    amount_tax: 0,
    amount_total: price.unit_amount * quantity,
    currency: price.currency,
    description: productNameOf(world, price.product),
    metadata: newMetadata(metadata),
    price,
    quantity,
  }));
}

function buildSession(
  world: StripeWorld,
  from: {
    readonly params: SessionParams;
    readonly checked: RequiredSessionParams;
    readonly lineItems: readonly CheckoutLineItem[];
  },
): CheckoutSessionObject {
  const { params, checked, lineItems } = from;
  const id = world.ids.next('cs_test_', 58);
  const hasTrial =
    params.subscription_data?.trial_period_days !== undefined ||
    params.subscription_data?.trial_end !== undefined;
  const total = hasTrial ? 0 : lineItems.reduce((sum, line) => sum + line.amount_total, 0);
  return {
    ...FIXED,
    ...wishes(params),
    id,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: automaticTax(params.automatic_tax?.enabled ?? false),
    created: nowSeconds(world),
    currency: lineItems[0]?.currency ?? 'usd',
    custom_text: { ...FIXED.custom_text, submit: params.custom_text?.submit ?? null },
    customer: checked.customer?.id ?? null,
    customer_creation: checked.customer === undefined ? 'always' : null,
    customer_details: customerDetails(params, checked),
    customer_email: params.customer_email ?? null,
    expires_at: checked.expiresAt,
    success_url: checked.successUrl,
    url: `${world.origin()}/c/pay/${id}`,
  };
}

/** What the request asks for and the session repeats. */
function wishes(
  params: SessionParams,
): Pick<
  CheckoutSessionObject,
  | 'allow_promotion_codes'
  | 'billing_address_collection'
  | 'cancel_url'
  | 'client_reference_id'
  | 'locale'
  | 'metadata'
  | 'payment_method_collection'
  | 'phone_number_collection'
  | 'tax_id_collection'
> {
  return {
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    locale: params.locale ?? null,
    metadata: newMetadata(params.metadata),
    payment_method_collection: params.payment_method_collection ?? 'always',
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    tax_id_collection: {
      enabled: params.tax_id_collection?.enabled ?? false,
      required: params.tax_id_collection?.required ?? 'never',
    },
  };
}

function automaticTax(enabled: boolean): CheckoutSessionObject['automatic_tax'] {
  return {
    enabled,
    liability: enabled ? { type: 'self' } : null,
    provider: enabled ? 'stripe' : null,
    status: enabled ? 'requires_location_inputs' : null,
  };
}

function customerDetails(
  params: SessionParams,
  { customer }: RequiredSessionParams,
): CheckoutSessionObject['customer_details'] {
  const email = customer?.email ?? params.customer_email ?? null;
  if (email === null) return null;
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

/** What every new session has in common. */
const FIXED = {
  object: 'checkout.session',
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allowed_payment_method_types: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer_account: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  mode: 'subscription',
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card', 'us_bank_account'],
  payment_status: 'unpaid',
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  submit_type: null,
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  wallet_options: null,
} as const satisfies Partial<CheckoutSessionObject>;
