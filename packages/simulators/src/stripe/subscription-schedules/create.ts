import { invalidRequest, parameterMissing } from '../api/failure.js';
import { startSubscription } from '../billing/start-subscription.js';
import { planTurns } from '../billing/turn.js';
import { findCustomer } from '../customers/find.js';
import type { EpochSeconds } from '../epoch.js';
import { emit } from '../events/emit.js';
import { newMetadata, type Metadata } from '../metadata.js';
import { findPrice } from '../prices/create.js';
import { changeSubscription, findSubscription } from '../subscriptions/change.js';
import { isEnded, type SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, planAt, type StripeWorld } from '../world.js';
import type { SchedulePhase, SubscriptionScheduleObject } from './object.js';
import { currentPhase, readPhases, type PhaseGiven } from './phases.js';

/** What a schedule is made from: a running subscription, or a customer and phases. */
export interface ScheduleGiven {
  readonly from_subscription?: string;
  readonly customer?: string;
  readonly start_date?: EpochSeconds | 'now';
  readonly phases?: readonly PhaseGiven[];
  readonly end_behavior?: SubscriptionScheduleObject['end_behavior'];
  readonly metadata?: Metadata | null;
}

/** Creates a schedule; the subscription of one that begins now begins with it. */
export function createSchedule(world: StripeWorld, given: ScheduleGiven): SubscriptionScheduleObject {
  if (given.from_subscription !== undefined) {
    return scheduleFrom(world, findSubscription(world, given.from_subscription, 'from_subscription'), given);
  }
  if (given.customer === undefined) throw parameterMissing('customer');
  if (given.phases === undefined || given.phases.length === 0) throw parameterMissing('phases');
  const customer = findCustomer(world, given.customer, 'customer');
  const start =
    given.start_date === undefined || given.start_date === 'now' ? nowSeconds(world) : given.start_date;
  if (start < nowSeconds(world)) {
    throw invalidRequest('The start date of a subscription schedule cannot be in the past here.', {
      param: 'start_date',
    });
  }
  const phases = readPhases(world, given.phases, start);
  const schedule = store(world, { customer: customer.id, phases, given, subscription: null });
  if (start === nowSeconds(world)) begin(world, schedule.id);
  else
    planAt(world, { at: start, name: `schedule.begin ${schedule.id}`, run: () => begin(world, schedule.id) });
  return world.state.subscriptionSchedules.get(schedule.id) ?? schedule;
}

/** Attaches a schedule to a running subscription; refuses one that has a schedule already. */
export function scheduleFrom(
  world: StripeWorld,
  subscription: SubscriptionObject,
  given: ScheduleGiven = {},
): SubscriptionScheduleObject {
  if (given.phases !== undefined || given.customer !== undefined || given.start_date !== undefined) {
    throw invalidRequest('With `from_subscription` only `metadata` may be given.', { param: 'phases' });
  }
  if (subscription.schedule !== null) {
    throw invalidRequest(
      `You cannot migrate a subscription that is already attached to a schedule: \`${subscription.schedule}\`.`,
      { param: 'from_subscription' },
    );
  }
  if (isEnded(subscription) || subscription.status === 'incomplete') {
    throw invalidRequest(
      `You cannot migrate a subscription that is in the \`${subscription.status}\` status.`,
      { param: 'from_subscription' },
    );
  }
  const phases = [currentPhase(subscription)];
  const { customer, id } = subscription;
  const schedule = store(world, { customer, phases, given, subscription: id });
  planTurns(world, changeSubscription(world, subscription, { schedule: schedule.id }));
  return schedule;
}

function store(
  world: StripeWorld,
  from: {
    readonly customer: string;
    readonly phases: readonly SchedulePhase[];
    readonly given: ScheduleGiven;
    readonly subscription: string | null;
  },
): SubscriptionScheduleObject {
  const [first] = from.phases;
  const isRunning = from.subscription !== null && first !== undefined;
  const schedule: SubscriptionScheduleObject = {
    ...FIXED,
    id: world.ids.next('sub_sched_1', 23),
    created: nowSeconds(world),
    current_phase: isRunning ? { start_date: first.start_date, end_date: first.end_date } : null,
    customer: from.customer,
    end_behavior: from.given.end_behavior ?? 'release',
    metadata: newMetadata(from.given.metadata),
    phases: from.phases,
    status: isRunning ? 'active' : 'not_started',
    subscription: from.subscription,
    test_clock: world.state.customers.get(from.customer)?.test_clock ?? null,
  };
  world.state.subscriptionSchedules.set(schedule.id, schedule);
  emit(world, { type: 'subscription_schedule.created', object: schedule });
  return schedule;
}

/** The first phase begins, and with it the subscription. */
function begin(world: StripeWorld, scheduleId: string): void {
  const schedule = world.state.subscriptionSchedules.get(scheduleId);
  const [phase] = schedule?.phases ?? [];
  if (schedule?.status !== 'not_started' || phase === undefined) return;
  const started = startSubscription(
    world,
    {
      customerId: schedule.customer,
      items: phase.items.map((item) => ({
        price: findPrice(world, item.price, 'phases'),
        quantity: item.quantity,
      })),
      trialEnd: null,
      missingPaymentMethod: 'create_invoice',
      defaultPaymentMethodId: null,
      billingMode: 'flexible',
      isAutomaticTax: false,
      description: null,
      metadata: phase.metadata,
    },
    { paymentBehavior: 'allow_incomplete', presence: 'away' },
  );
  world.state.subscriptionSchedules.set(schedule.id, {
    ...schedule,
    status: 'active',
    subscription: started.id,
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
  });
  planTurns(world, changeSubscription(world, started, { schedule: schedule.id }));
}

/** What every new schedule has in common. */
const FIXED = {
  object: 'subscription_schedule',
  application: null,
  billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
  canceled_at: null,
  completed_at: null,
  customer_account: null,
  default_settings: {
    application_fee_percent: null,
    billing_cycle_anchor: 'automatic',
    billing_thresholds: null,
    collection_method: 'charge_automatically',
    default_payment_method: null,
    description: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      days_until_due: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    on_behalf_of: null,
    transfer_data: null,
  },
  livemode: false,
  pause_schedules: [],
  released_at: null,
  released_subscription: null,
} as const satisfies Partial<SubscriptionScheduleObject>;
