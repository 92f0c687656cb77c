import { resourceMissing } from '../api/failure.js';
import type { StripeWorld } from '../world.js';
import type { CustomerObject } from './object.js';

/** The living customer with this id; refuses a missing or deleted one, naming `param` when a parameter named it. */
export function findCustomer(world: StripeWorld, id: string, param?: string): CustomerObject {
  const found = world.state.customers.get(id);
  if (found === undefined) {
    throw resourceMissing({ noun: 'customer', id, ...(param === undefined ? {} : { param }) });
  }
  return found;
}
