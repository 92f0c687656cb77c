/** Which time an operation lives by: that of the test clock its customer is attached to, else the account's. */
import { findById } from '../api/find-by-id.js';
import type { StripeWorld } from '../world.js';
import type { Timeline } from './timeline.js';

/** The timeline of a customer; undefined for the account's own time. */
export function timelineOfCustomer(world: StripeWorld, customerId: string | null): Timeline | undefined {
  const clockId = world.state.customers.get(customerId ?? '')?.test_clock;
  return world.state.timelines.get(clockId ?? '');
}

/** Parameters that name an object whose time the whole request lives by. */
const NAMING_PARAMS = ['customer', 'subscription', 'from_subscription', 'charge', 'payment_intent'] as const;

/** The timeline of the object in a request's path or of what its parameters name. */
export function timelineOfRequest(
  world: StripeWorld,
  request: { readonly id: string; readonly values: Readonly<Record<string, unknown>> },
): Timeline | undefined {
  if (world.state.timelines.size === 0) return undefined;
  const { id, values } = request;
  if (typeof values.test_clock === 'string') return world.state.timelines.get(values.test_clock);
  for (const name of [id, ...NAMING_PARAMS.map((param) => values[param])]) {
    const timeline = typeof name === 'string' ? timelineOfObject(world, name) : undefined;
    if (timeline !== undefined) return timeline;
  }
  return undefined;
}

function timelineOfObject(world: StripeWorld, id: string): Timeline | undefined {
  const object = findById(world, id);
  if (object === undefined) return undefined;
  if ('customer' in object && typeof object.customer === 'string') {
    return timelineOfCustomer(world, object.customer);
  }
  return timelineOfCustomer(world, id);
}
