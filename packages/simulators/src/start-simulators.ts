/**
 * Starts both vendors on one clock, each on its own loopback port: the whole outside world of an app on one laptop.
 */
import type { Hono } from 'hono';

import { createClock, type ClockListener, type ClockOptions, type VirtualClock } from './kernel/clock.js';
import { listenOnLoopback, type HttpListener } from './kernel/http-listener.js';
import { createIdSource } from './kernel/id-source.js';
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
  readonly port: number;
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
  const seed = options.seed ?? 1;
  const clock = createClock(options.clock);
  if (options.onClockChange !== undefined) clock.onChange(options.onClockChange);
  const stripe = await serveVendor(
    { clock, seed, scope: 'stripe', port: options.stripePort ?? 0 },
    (context) => createStripe(context, options),
  );
  const hubspot = await serveVendor(
    { clock, seed, scope: 'hubspot', port: options.hubspotPort ?? 0 },
    createHubspotSimulator,
  ).catch(async (error: unknown) => {
    await stripe.listener.close();
    throw error;
  });
  return {
    clock,
    stripe: stripe.running,
    hubspot: hubspot.running,
    settle: () => clock.settle(),
    close: async () => {
      clock.close();
      await Promise.all([stripe.listener.close(), hubspot.listener.close()]);
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

interface VendorPlace {
  readonly clock: VirtualClock;
  readonly seed: number;
  readonly scope: string;
  readonly port: number;
}

/** The origin is known only once the port is open, so a simulator asks for it when it builds a URL. */
async function serveVendor<T extends { readonly app: Hono }>(
  place: VendorPlace,
  create: (context: VendorContext) => T,
): Promise<{ readonly listener: HttpListener; readonly running: Omit<T, 'app'> & ServedAt }> {
  let origin = '';
  const { clock, seed, scope, port } = place;
  const { app, ...simulator } = create({ clock, ids: createIdSource(seed, scope), origin: () => origin });
  const listener = await listenOnLoopback(app, port);
  origin = listener.origin;
  return { listener, running: { ...simulator, origin, port: listener.port } };
}
