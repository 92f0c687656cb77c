/** What Stripe refuses when a session is created, beyond the form of each parameter. */
import { invalidRequest, parameterMissing } from '../api/failure.js';
import type { ParamsOf } from '../api/param-record.js';
import { findCustomer } from '../customers/find.js';
import type { CustomerObject } from '../customers/object.js';
import { DAY_S, HOUR_S, MINUTE_S, type EpochSeconds } from '../epoch.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { createSessionParams } from './params.js';

/** The parameters of a create request. */
export type SessionParams = ParamsOf<typeof createSessionParams>;

/** The parameters without which there is no hosted subscription page. */
export interface RequiredSessionParams {
  readonly successUrl: string;
  readonly lineItems: NonNullable<SessionParams['line_items']>;
  readonly expiresAt: EpochSeconds;
  readonly customer: CustomerObject | undefined;
}

/** Checks a create request as a whole; throws the refusal Stripe would send. */
export function checkSession(world: StripeWorld, params: SessionParams): RequiredSessionParams {
  requireSubscriptionMode(params);
  if (params.line_items === undefined || params.line_items.length === 0) throw parameterMissing('line_items');
  const successUrl = requireSuccessUrl(params.success_url);
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      code: 'parameters_exclusive',
    });
  }
  requireEmail(params.customer_email);
  const customer =
    params.customer === undefined ? undefined : findCustomer(world, params.customer, 'customer');
  requireCustomerUpdate(params, customer);
  requireTrial(world, params.subscription_data);
  return {
    successUrl,
    lineItems: params.line_items,
    expiresAt: expiryOf(world, params.expires_at),
    customer,
  };
}

function requireSubscriptionMode(params: SessionParams): void {
  if (params.mode === undefined) throw parameterMissing('mode');
  if (params.mode !== 'subscription') {
    throw invalidRequest(
      `The simulator serves mode 'subscription' only, got '${params.mode}' (see DEVIATIONS.md).`,
      {
        param: 'mode',
      },
    );
  }
  if (params.ui_mode !== undefined && params.ui_mode !== 'hosted_page') {
    throw invalidRequest(`The simulator serves ui_mode 'hosted_page' only, got '${params.ui_mode}'.`, {
      param: 'ui_mode',
    });
  }
}

/** The template `{CHECKOUT_SESSION_ID}` is allowed in it and is no valid URL character elsewhere. */
function requireSuccessUrl(successUrl: string | undefined): string {
  if (successUrl === undefined) throw parameterMissing('success_url');
  const probe = successUrl.replaceAll('{CHECKOUT_SESSION_ID}', 'cs_test_x');
  if (!URL.canParse(probe) || !/^https?:\/\//i.test(probe)) {
    throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: 'success_url' });
  }
  return successUrl;
}

function requireEmail(email: string | undefined): void {
  if (email === undefined || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return;
  throw invalidRequest(`Invalid email address: ${email}`, { code: 'email_invalid', param: 'customer_email' });
}

function requireCustomerUpdate(params: SessionParams, customer: CustomerObject | undefined): void {
  if (customer === undefined) {
    if (params.customer_update === undefined) return;
    throw invalidRequest('`customer_update` can only be used with `customer`.', { param: 'customer_update' });
  }
  if (params.tax_id_collection?.enabled === true && params.customer_update?.name !== 'auto') {
    throw invalidRequest(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
      { param: 'tax_id_collection' },
    );
  }
  const hasLocation = customer.address?.country !== undefined && customer.address.country !== null;
  const mayCollect =
    params.customer_update?.address === 'auto' || params.customer_update?.shipping === 'auto';
  if (params.automatic_tax?.enabled === true && !hasLocation && !mayCollect) {
    throw invalidRequest(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either 'customer_update[address]' to 'auto' or 'customer_update[shipping]' to 'auto' to save the address entered in Checkout to the Customer.",
      { code: 'customer_tax_location_invalid', param: 'automatic_tax' },
    );
  }
}

/** `trial_end` must lie at least 48 hours ahead (stripe 23.1.0, `SubscriptionData.trial_end`). */
function requireTrial(world: StripeWorld, given: SessionParams['subscription_data']): void {
  if (given?.trial_end === undefined) return;
  if (given.trial_period_days !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: trial_end, trial_period_days.', {
      code: 'parameters_exclusive',
    });
  }
  if (given.trial_end < nowSeconds(world) + 2 * DAY_S) {
    throw invalidRequest('The `trial_end` date has to be at least 2 days in the future.', {
      param: 'subscription_data[trial_end]',
    });
  }
}

function expiryOf(world: StripeWorld, given: EpochSeconds | undefined): EpochSeconds {
  const now = nowSeconds(world);
  if (given === undefined) return now + DAY_S;
  if (given < now + 30 * MINUTE_S) {
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    );
  }
  if (given > now + 24 * HOUR_S) {
    throw invalidRequest(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    );
  }
  return given;
}
