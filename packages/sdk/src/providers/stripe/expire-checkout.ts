import type Stripe from 'stripe';
import type { CheckoutCompleted, CheckoutExpired } from '../../billing/input.js';
import type { ExpireCheckout } from './commands.js';
import { isMissing, isRefusal } from './errors.js';

/**
 * Closes a checkout page, or tells that it had been paid on: Stripe expires open sessions only, so a refusal
 * is answered by looking. A page Stripe does not know cannot be paid on either. Closing twice does no harm,
 * so no key of ours is needed.
 */
export async function expireCheckout(
  stripe: Stripe,
  command: ExpireCheckout,
): Promise<CheckoutExpired | CheckoutCompleted> {
  const { checkoutId } = command;
  try {
    await stripe.checkout.sessions.expire(checkoutId);
    return { kind: 'checkoutExpired', checkoutId };
  } catch (error) {
    if (isMissing(error)) return { kind: 'checkoutExpired', checkoutId };
    if (!isRefusal(error)) throw error;
    const { status } = await stripe.checkout.sessions.retrieve(checkoutId);
    if (status === 'complete') return { kind: 'checkoutCompleted', checkoutId };
    if (status === 'expired') return { kind: 'checkoutExpired', checkoutId };
    throw error;
  }
}
