import type { CheckoutLineItem, CheckoutSessionObject } from '../../../stripe/checkout-sessions/object.js';
import { DAY_S, toMilliseconds } from '../../../stripe/epoch.js';
import { isRecurring, type Recurring } from '../../../stripe/prices/object.js';
import { nowSeconds, type StripeWorld } from '../../../stripe/world.js';

/** What the hosted page shows of a session. */
export interface CheckoutView {
  readonly session: CheckoutSessionObject;
  readonly businessName: string;
  readonly lines: readonly CheckoutLineItem[];
  /** Interval of the recurring lines. */
  readonly recurring: Recurring;
  /** Sum of the lines once the trial is over, in minor units. */
  readonly recurringAmountMinor: number;
  readonly trial?: { readonly days: number; readonly endsAt: number };
  /** The customer's or the given address; then it cannot be changed here. */
  readonly fixedEmail?: string;
  /** A card must be given: always, unless the session collects one only when something is due. */
  readonly needsPaymentMethod: boolean;
}

/** Reads what the page needs from the account. */
export function readCheckoutView(
  world: StripeWorld,
  session: CheckoutSessionObject,
  businessName: string,
): CheckoutView {
  const lines = world.state.checkoutLineItems.get(session.id) ?? [];
  const customer = session.customer === null ? undefined : world.state.customers.get(session.customer);
  const email = customer?.email ?? session.customer_email;
  const trial = readTrial(world, session);
  const recurring = lines.map((line) => line.price).find(isRecurring)?.recurring;
  return {
    session,
    businessName,
    lines,
    recurring: recurring ?? {
      interval: 'month',
      interval_count: 1,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    recurringAmountMinor: lines.reduce((sum, line) => sum + line.amount_subtotal, 0),
    ...(trial === undefined ? {} : { trial }),
    ...(email === null || email === undefined ? {} : { fixedEmail: email }),
    needsPaymentMethod: session.payment_method_collection === 'always' || session.amount_total > 0,
  };
}

function readTrial(world: StripeWorld, session: CheckoutSessionObject): CheckoutView['trial'] {
  const plan = world.state.checkoutPlans.get(session.id);
  if (plan === undefined) return undefined;
  const now = nowSeconds(world);
  const endsAt =
    plan.trialEnd ?? (plan.trialPeriodDays === null ? undefined : now + plan.trialPeriodDays * DAY_S);
  if (endsAt === undefined) return undefined;
  return { days: plan.trialPeriodDays ?? Math.ceil((endsAt - now) / DAY_S), endsAt: toMilliseconds(endsAt) };
}
