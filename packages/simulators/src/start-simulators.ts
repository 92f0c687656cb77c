/**
 * Starts both vendors on one clock: the whole outside world of an app on one laptop, each vendor on its own loopback port,
 * or without any socket at all, so that a generated history costs milliseconds.
 */
import type { Hono } from 'hono';

import { createClock, type ClockListener, type ClockOptions, type VirtualClock } from './kernel/clock.js';
import { deliverBySocket, type Deliver } from './kernel/deliver.js';
import { createFaultPlan } from './kernel/faults/fault-plan.js';
import { listenOnLoopback, type HttpListener } from './kernel/http-listener.js';
import { createIdSource } from './kernel/id-source.js';
import { answerInProcess } from './kernel/silence.js';
import type { VendorContext } from './kernel/vendor-context.js';
import { createHubspotSimulator, type HubspotSimulator } from './pages/hubspot/create-hubspot-simulator.js';
import { createStripePages } from './pages/stripe/create-stripe-pages.js';
import { createStripeSimulator, type StripeSimulator } from './stripe/stripe-simulator.js';

/** What to start. */
export interface SimulatorsOptions {
  /** Same seed, same ids. Default 1. */
  readonly seed?: number;
  /** Default: frozen at 2026-11-20T09:00:00Z. */
  readonly clock?: ClockOptions;
  /**
   * False: nothing listens; requests go through `stripe.fetch` and `hubspot.fetch`, and the origins are the invented
   * `http://stripe.test` and `http://hubspot.test`. Default true.
   */
  readonly sockets?: boolean;
  /** Gets every request a vendor makes to the app (webhooks, signed calls), instead of the network. */
  readonly deliver?: (request: Request) => Promise<Response>;
  /** Default 0: any free port. */
  readonly stripePort?: number;
  /** Default 0: any free port. */
  readonly hubspotPort?: number;
  /** Default: derived from the seed. */
  readonly stripeSecretKey?: string;
  /** The merchant's name on Stripe's pages. Default: the account's name. */
  readonly businessName?: () => string;
  /** Told every move of the clock, and awaited, before the jobs of that instant run. */
  readonly onClockChange?: ClockListener;
}

/** Where a simulator answers. */
export interface ServedAt {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly origin: string;
  /** 0 without sockets. */
  readonly port: number;
  /**
   * Calls the simulator without a socket; the host of the address does not matter. Rejects with a `TimeoutError` where
   * the fault plan wants no answer.
   */
  readonly fetch: typeof fetch;
}

/** The running Stripe: API under `/v1`, hosted pages, control under `/_sim/stripe`. */
export type RunningStripe = Omit<StripeSimulator, 'app'> & ServedAt;

/** The running HubSpot: pages, API, control under `/_sim/hubspot`. */
export type RunningHubspot = Omit<HubspotSimulator, 'app'> & ServedAt;

/** Both vendors, running. */
export interface Simulators {
  readonly clock: VirtualClock;
  readonly stripe: RunningStripe;
  readonly hubspot: RunningHubspot;
  /** Waits until everything due now has happened, deliveries included. */
  settle(): Promise<void>;
  /** Stops the clock and both servers. */
  close(): Promise<void>;
}

/** Starts both simulators; rejects when a port is taken. */
export async function startSimulators(options: SimulatorsOptions = {}): Promise<Simulators> {
  const clock = createClock(options.clock);
  if (options.onClockChange !== undefined) clock.onChange(options.onClockChange);
  const start = startVendor(clock, options);
  const stripe = await start('stripe', options.stripePort, (context) => createStripe(context, options));
  const hubspot = await start('hubspot', options.hubspotPort, createHubspotSimulator).catch(
    async (error: unknown) => {
      await stripe.listener?.close();
      throw error;
    },
  );
  return {
    clock,
    stripe: stripe.running,
    hubspot: hubspot.running,
    settle: () => clock.settle(),
    close: async () => {
      clock.close();
      await Promise.all([stripe.listener?.close(), hubspot.listener?.close()]);
    },
  };
}

function createStripe(context: VendorContext, options: SimulatorsOptions): StripeSimulator {
  const { stripeSecretKey, businessName } = options;
  const simulator = createStripeSimulator(
    context,
    stripeSecretKey === undefined ? {} : { secretKey: stripeSecretKey },
  );
  simulator.app.route(
    '/',
    createStripePages(simulator.world, businessName === undefined ? {} : { businessName }),
  );
  return simulator;
}

interface StartedVendor<T> {
  /** Undefined without sockets. */
  readonly listener: HttpListener | undefined;
  readonly running: Omit<T, 'app'> & ServedAt;
}

/** The origin is known only once the port is open, so a simulator asks for it when it builds a URL. */
function startVendor(
  clock: VirtualClock,
  { seed = 1, sockets = true, deliver }: SimulatorsOptions,
): <T extends { readonly app: Hono }>(
  scope: 'hubspot' | 'stripe',
  port: number | undefined,
  create: (context: VendorContext) => T,
) => Promise<StartedVendor<T>> {
  const sendToApp: Deliver = deliver ?? deliverBySocket;
  return async (scope, port, create) => {
    let origin = `http://${scope}.test`;
    const context: VendorContext = {
      clock,
      ids: createIdSource(seed, scope),
      origin: () => origin,
      deliver: sendToApp,
      faults: createFaultPlan(),
    };
    const { app, ...simulator } = create(context);
    const listener = sockets ? await listenOnLoopback(app, port ?? 0) : undefined;
    if (listener !== undefined) origin = listener.origin;
    const served = { origin, port: listener?.port ?? 0, fetch: answerInProcess(app) };
    return { listener, running: { ...simulator, ...served } };
  };
}
