/** The simulated Stripe account as the console's tables show it, newest first. Instants are unix ms. */
import type { RunningStripe } from '../simulators/load-simulators.js';
import { formatMoney } from './formats.js';

type StripeState = RunningStripe['world']['state'];
type Subscription = StripeState['subscriptions'] extends ReadonlyMap<string, infer Value> ? Value : never;
type StripeEvent = StripeState['events'] extends ReadonlyMap<string, infer Value> ? Value : never;

/** Where a webhook stands at the app. */
export interface DeliveryView {
  readonly status: string;
  /** The app's last answer, and how often it was tried. */
  readonly detail: string;
}

/** The account's lists. */
export interface StripeAccountView {
  readonly origin: string;
  readonly customers: readonly { readonly id: string; readonly email: string }[];
  readonly subscriptions: readonly {
    readonly id: string;
    readonly email: string;
    readonly product: string;
    readonly price: string;
    readonly status: string;
    /** What happens at `nextAt`. */
    readonly next: string;
    readonly nextAt: number;
  }[];
  readonly sessions: readonly {
    readonly id: string;
    readonly email: string;
    readonly status: string;
    readonly createdAt: number;
    readonly url: string | null;
  }[];
  readonly invoices: readonly {
    readonly id: string;
    readonly email: string;
    readonly total: string;
    readonly status: string;
    readonly createdAt: number;
    readonly url: string | null;
  }[];
  readonly events: readonly {
    readonly type: string;
    readonly about: string;
    readonly createdAt: number;
    readonly deliveries: readonly DeliveryView[];
  }[];
}

/** Events shown; older ones are left out. */
const MAX_EVENTS = 100;

/** Reads the lists. */
export function readStripeAccount({ origin, world }: RunningStripe): StripeAccountView {
  const { state } = world;
  const emailOf = (id: string | null): string =>
    (id === null ? undefined : state.customers.get(id)?.email) ?? 'No address yet';
  return {
    origin,
    customers: newestFirst(state.customers).map(({ id }) => ({ id, email: emailOf(id) })),
    subscriptions: newestFirst(state.subscriptions).map((one) => ({
      ...viewSubscription(state, one),
      email: emailOf(one.customer),
    })),
    sessions: newestFirst(state.checkoutSessions).map(({ id, status, created, url, customer }) => ({
      id,
      status,
      url,
      email: emailOf(customer),
      createdAt: created * 1_000,
    })),
    invoices: newestFirst(state.invoices).map(
      ({ id, status, created, total, currency, customer, hosted_invoice_url: url }) => ({
        id,
        status,
        url,
        total: formatMoney(total, currency),
        email: emailOf(customer),
        createdAt: created * 1_000,
      }),
    ),
    events: newestFirst(state.events)
      .slice(0, MAX_EVENTS)
      .map((event) => viewEvent(state, event)),
  };
}

function newestFirst<Value>(values: ReadonlyMap<string, Value>): readonly Value[] {
  return [...values.values()].reverse();
}

function viewSubscription(state: StripeState, subscription: Subscription) {
  const {
    id,
    status,
    cancel_at: cancelAt,
    cancel_at_period_end: isEnding,
    ended_at: endedAt,
    trial_end: trialEnd,
  } = subscription;
  const [item] = subscription.items.data;
  const periodEnd = item?.current_period_end ?? subscription.created;
  const [next, nextAt] =
    endedAt !== null
      ? (['Ended', endedAt] as const)
      : isEnding || cancelAt !== null
        ? (['Ends', cancelAt ?? periodEnd] as const)
        : status === 'trialing'
          ? (['Trial ends', trialEnd ?? periodEnd] as const)
          : (['Renews', periodEnd] as const);
  return {
    id,
    status,
    next,
    nextAt: nextAt * 1_000,
    product: state.products.get(item?.price.product ?? '')?.name ?? 'Unknown product',
    price: item
      ? `${formatMoney(item.price.unit_amount, item.price.currency)} a ${item.price.recurring.interval}`
      : 'no price',
  };
}

function viewEvent(
  state: StripeState,
  { id, type, created, data }: StripeEvent,
): StripeAccountView['events'][number] {
  const { id: about } = data.object as { readonly id?: unknown };
  const deliveries = [...state.deliveries.values()].filter(({ eventId }) => eventId === id);
  return {
    type,
    about: typeof about === 'string' ? about : '',
    createdAt: created * 1_000,
    deliveries: deliveries.map(({ status, attempts }) => {
      const last = attempts.at(-1);
      const answer =
        last === undefined
          ? 'not tried yet'
          : last.status === 0
            ? (last.error ?? 'no answer')
            : `HTTP ${last.status}`;
      return { status, detail: attempts.length > 1 ? `${answer}, ${attempts.length} tries` : answer };
    }),
  };
}
