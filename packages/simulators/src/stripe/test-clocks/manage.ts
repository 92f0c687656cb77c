import { invalidRequest, resourceMissing } from '../api/failure.js';
import { createJobQueue } from '../../kernel/job-queue.js';
import { findCustomer } from '../customers/find.js';
import type { CustomerObject, DeletedObject } from '../customers/object.js';
import { removeCustomer } from '../customers/remove.js';
import { DAY_S, toMilliseconds, type EpochSeconds } from '../epoch.js';
import { emit } from '../events/emit.js';
import { nowSeconds, onTimeline, type StripeWorld } from '../world.js';
import type { TestClockObject } from './object.js';

/** How long a clock lives; Stripe only says when: `deletes_after`. */
const LIVES_FOR_S = 30 * DAY_S;

/** Most customers of one clock (facts 9, read 2026-11-20). */
const MAX_CUSTOMERS = 3;

/** What a new clock begins with. */
export interface NewTestClock {
  /** Past or future. */
  readonly frozenTime: EpochSeconds;
  readonly name: string | null;
  /** An existing customer without subscriptions, to live by the new clock for good. */
  readonly customerId?: string | undefined;
}

/** The clock with this id; refuses a missing one, naming `param` when a parameter named it. */
export function findTestClock(world: StripeWorld, id: string, param?: string): TestClockObject {
  const found = world.state.testClocks.get(id);
  if (found === undefined) {
    throw resourceMissing({ noun: 'test_clock', id, ...(param === undefined ? {} : { param }) });
  }
  return found;
}

/** Creates a clock that stands where it is told to. */
export function createTestClock(world: StripeWorld, given: NewTestClock): TestClockObject {
  const customer = given.customerId === undefined ? undefined : requireFree(world, given.customerId);
  const clock: TestClockObject = {
    id: world.ids.next('clock_1', 23),
    object: 'test_helpers.test_clock',
    created: nowSeconds(world),
    deletes_after: nowSeconds(world) + LIVES_FOR_S,
    frozen_time: given.frozenTime,
    livemode: false,
    name: given.name,
    status: 'ready',
    status_details: {},
  };
  world.state.testClocks.set(clock.id, clock);
  world.state.timelines.set(clock.id, {
    nowAt: given.frozenTime,
    queue: createJobQueue(),
    isRunning: false,
  });
  emit(world, { type: 'test_helpers.test_clock.created', object: clock });
  if (customer !== undefined) world.state.customers.set(customer.id, { ...customer, test_clock: clock.id });
  world.clock.schedule({
    dueAt: toMilliseconds(clock.deletes_after),
    name: `test_clock.delete ${clock.id}`,
    run: () => {
      if (world.state.testClocks.has(clock.id)) removeTestClock(world, clock.id);
    },
  });
  return clock;
}

/** Refuses one customer too many. */
export function requireRoomOnClock(world: StripeWorld, clockId: string): void {
  findTestClock(world, clockId, 'test_clock');
  if (customersOf(world, clockId).length < MAX_CUSTOMERS) return;
  throw invalidRequest(`A test clock can have at most ${MAX_CUSTOMERS} customers.`, { param: 'test_clock' });
}

/** Deletes a clock together with the customers that live by it. */
export function removeTestClock(world: StripeWorld, id: string): DeletedObject<'test_helpers.test_clock'> {
  const clock = findTestClock(world, id);
  onTimeline(world, world.state.timelines.get(id), () => {
    for (const customer of customersOf(world, id)) removeCustomer(world, customer);
    emit(world, { type: 'test_helpers.test_clock.deleted', object: clock });
  });
  world.state.testClocks.delete(id);
  world.state.timelines.delete(id);
  return { id, object: 'test_helpers.test_clock', deleted: true };
}

function customersOf(world: StripeWorld, clockId: string): readonly CustomerObject[] {
  return [...world.state.customers.values()].filter((customer) => customer.test_clock === clockId);
}

function requireFree(world: StripeWorld, customerId: string): CustomerObject {
  const customer = findCustomer(world, customerId, 'customer');
  const hasSubscription = [...world.state.subscriptions.values()].some((sub) => sub.customer === customerId);
  if (customer.test_clock === null && !hasSubscription) return customer;
  throw invalidRequest('Only a customer without subscriptions and without a test clock can be attached.', {
    param: 'customer',
  });
}
