import Stripe from 'stripe';
import type { RunningStripe } from '../simulators/load-simulators.js';

/** Opens the hosted billing portal for a customer through Stripe's API; answers its address, or null for an unknown customer. */
export async function openBillingPortal(
  stripe: RunningStripe,
  customer: string,
  returnUrl: string,
): Promise<string | null> {
  if (!stripe.world.state.customers.has(customer)) return null;
  const api = new Stripe(stripe.secretKey, {
    host: '127.0.0.1',
    port: stripe.port,
    protocol: 'http',
    telemetry: false,
  });
  const session = await api.billingPortal.sessions.create({ customer, return_url: returnUrl });
  return session.url;
}
