import type Stripe from 'stripe';
import type { CustomerTagged } from '../../billing/input.js';
import { accountMetadata } from './account-metadata.js';
import type { TagCustomer } from './commands.js';
import { isMissing } from './errors.js';

/**
 * Puts the name tag of the portal that owns them now on a customer and its subscription: a customer that kept the former portal's tag
 * would be taken for that portal's own when it wishes for a new one. Sets values, so doing it twice does no harm and needs no key.
 */
export async function tagCustomer(stripe: Stripe, command: TagCustomer): Promise<CustomerTagged> {
  const metadata = accountMetadata(command.key);
  try {
    await stripe.customers.update(command.customerId, { metadata });
    await stripe.subscriptions.update(command.subscriptionId, { metadata });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return { kind: 'customerTagged', generation: command.generation };
}
