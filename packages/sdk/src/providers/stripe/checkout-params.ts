import type Stripe from 'stripe';
import type { CheckoutConfig } from '../../contract/app-config.js';
import { accountMetadata } from './account-metadata.js';
import type { OpenCheckout } from './commands.js';

/** The hosted page to open: one plan for one portal, with the options of `[billing.checkout]`. */
export function checkoutParams(
  command: OpenCheckout,
  config: CheckoutConfig,
): Stripe.Checkout.SessionCreateParams {
  const { key, customerId, priceId, successUrl, cancelUrl } = command;
  return {
    mode: 'subscription',
    customer: customerId,
    client_reference_id: key.portalId,
    line_items: [{ price: priceId, quantity: 1 }],
    metadata: checkoutMetadata(command),
    subscription_data: { metadata: accountMetadata(key), ...trialOf(command) },
    payment_method_collection: config.payment_method_collection,
    locale: config.locale,
    ...(config.promotion_codes ? { allow_promotion_codes: true } : {}),
    ...taxOf(config),
    success_url: successUrl,
    cancel_url: cancelUrl,
  };
}

/**
 * What finds the session of one wish again. Stripe does not copy it to the subscription, which has its own.
 */
export function checkoutMetadata(command: OpenCheckout): Readonly<Record<string, string>> {
  return { ...accountMetadata(command.key), hsx_generation: String(command.generation) };
}

/** A trial that ends without a card ends the subscription: nobody is left with an unpaid one. */
function trialOf({ trialDays }: OpenCheckout): Stripe.Checkout.SessionCreateParams.SubscriptionData {
  if (trialDays <= 0) return {};
  return {
    trial_period_days: trialDays,
    trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
  };
}

/**
 * For a customer that exists already, Stripe computes tax and takes tax ids only if it may save the address
 * and name typed in.
 */
function taxOf(config: CheckoutConfig): Partial<Stripe.Checkout.SessionCreateParams> {
  if (!config.automatic_tax && !config.tax_id_collection) return {};
  return {
    ...(config.automatic_tax ? { automatic_tax: { enabled: true } } : {}),
    ...(config.tax_id_collection ? { tax_id_collection: { enabled: true } } : {}),
    customer_update: { address: 'auto', ...(config.tax_id_collection ? { name: 'auto' } : {}) },
  };
}
