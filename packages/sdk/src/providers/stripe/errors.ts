/**
 * Stripe's errors in our words: what is worth another try, what a person must mend, what was refused for
 * good. The SDK's error object is never passed on as a cause, since it holds the raw answer.
 */
import Stripe from 'stripe';
import { HsxError, type HsxErrorOptions } from '../../kernel/hsx-error.js';
import { refusalReason } from './refusal-reason.js';

const { StripeError, StripeInvalidRequestError, StripeCardError, StripeIdempotencyError } = Stripe.errors;
const { StripeAuthenticationError, StripePermissionError } = Stripe.errors;

/** Whether Stripe says that the thing named does not exist in this account and mode. */
export function isMissing(error: unknown): boolean {
  return error instanceof StripeInvalidRequestError && error.code === 'resource_missing';
}

/**
 * Whether Stripe understood the request and said no for good: repeating it cannot help, and the key is not to
 * blame.
 */
export function isRefusal(error: unknown): error is Stripe.errors.StripeError {
  return (
    error instanceof StripeInvalidRequestError ||
    error instanceof StripeCardError ||
    error instanceof StripeIdempotencyError
  );
}

/**
 * Runs the call and turns the SDK's errors into ours: PROVIDER_UNAVAILABLE when trying again later can help,
 * PROVIDER_REFUSED when a person must act first.
 *
 * @param attempted - What was tried, as it follows "could not": "open the billing page".
 */
export async function callStripe<T>(attempted: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof StripeError ? providerError(error, attempted) : error;
  }
}

function providerError(error: Stripe.errors.StripeError, attempted: string): HsxError {
  const { message, ...explained } = explain(error);
  const { type, statusCode, code, requestId } = error;
  return new HsxError({
    ...explained,
    message: `HS-X could not ${attempted}: ${message}`,
    details: { attempted, type, statusCode, code, requestId },
  });
}

function explain(error: Stripe.errors.StripeError): HsxErrorOptions {
  if (error instanceof StripeAuthenticationError) {
    const message = 'Stripe does not accept the secret key.';
    return { code: 'PROVIDER_REFUSED', message, hint: KEY_HINT };
  }
  if (error instanceof StripePermissionError) {
    const message = 'the Stripe key may not do this.';
    return { code: 'PROVIDER_REFUSED', message, hint: PERMISSION_HINT };
  }
  if (isTemporary(error)) {
    const message = `Stripe ${temporaryState(error)}.`;
    return { code: 'PROVIDER_UNAVAILABLE', message, hint: 'Try again later; status.stripe.com says more.' };
  }
  const message = `Stripe refused. ${refusalReason(error)}`;
  return {
    code: 'PROVIDER_REFUSED',
    message,
    hint: 'Look the request up in the Stripe Dashboard: Developers, Logs.',
  };
}

const KEY_HINT =
  'It may have been rolled: set a valid key of this account and mode (Stripe Dashboard, Developers, API keys).';
const PERMISSION_HINT =
  'A restricted key needs: write for Customers, Checkout Sessions, Customer portal, Subscriptions; read for ' +
  'Invoices, PaymentMethods, Events, Charges, Disputes; with [billing.meter] also write for Meter events and read for Meters.';

/**
 * 409: a request under the same idempotency key still runs. An answer without a status was cut short or is no
 * JSON.
 */
function isTemporary(error: Stripe.errors.StripeError): boolean {
  if (isRefusal(error)) return false;
  const { type, statusCode } = error;
  const isLimited = type === 'StripeRateLimitError';
  return isLimited || statusCode === undefined || statusCode === 409 || statusCode >= 500;
}

function temporaryState({ type, statusCode }: Stripe.errors.StripeError): string {
  if (type === 'StripeRateLimitError') return 'is limiting our rate';
  if (type === 'StripeConnectionError') return 'could not be reached';
  return statusCode === undefined ? 'gave an unreadable answer' : `answered with status ${statusCode}`;
}
