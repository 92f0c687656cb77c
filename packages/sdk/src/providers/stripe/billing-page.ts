import type Stripe from 'stripe';
import type { CustomerId } from '../../kernel/ids.js';
import { callStripe } from './errors.js';

/**
 * Opens Stripe's customer portal, where the customer changes plan, card or cancels. The URL is a login
 * without a password: redirect to it at once, never store or log it. Throws PROVIDER_UNAVAILABLE, and
 * PROVIDER_REFUSED when the portal is not set up.
 */
export async function openBillingPage(
  stripe: Stripe,
  wish: { readonly customerId: CustomerId; readonly returnUrl: string },
): Promise<{ readonly url: string }> {
  return await callStripe('open the billing page', async () => {
    const { url } = await stripe.billingPortal.sessions.create({
      customer: wish.customerId,
      return_url: wish.returnUrl,
    });
    return { url };
  });
}
