import type Stripe from 'stripe';
import type { CustomerCreated } from '../../billing/input.js';
import { accountMetadata, hasMetadata } from './account-metadata.js';
import type { CreateCustomer, PerformOptions } from './commands.js';
import { writeOnce } from './write-once.js';

const PAGE_SIZE = 100;

/** Creates the portal's customer, or finds the one an earlier try created. */
export async function createCustomer(
  stripe: Stripe,
  command: CreateCustomer,
  { now }: PerformOptions,
): Promise<CustomerCreated> {
  const params: Stripe.CustomerCreateParams = {
    ...(command.email === '' ? {} : { email: command.email }),
    metadata: accountMetadata(command.key),
  };
  const customer = await writeOnce<Stripe.Customer>({
    command,
    now,
    params,
    write: (options) => stripe.customers.create(params, options),
    find: () => findCustomer(stripe, command),
  });
  return { kind: 'customerCreated', generation: command.generation, customerId: customer.id };
}

/**
 * Looks through the customers of that e-mail address. Without an address there is nothing to list by: one
 * customer too many is harmless.
 */
async function findCustomer(stripe: Stripe, { email, key }: CreateCustomer): Promise<Stripe.Customer | null> {
  if (email === '') return null;
  for await (const customer of stripe.customers.list({ email, limit: PAGE_SIZE })) {
    if (hasMetadata(customer.metadata, accountMetadata(key))) return customer;
  }
  return null;
}
