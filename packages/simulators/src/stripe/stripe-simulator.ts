import { Hono } from 'hono';

import { createClockRoutes } from '../kernel/clock-routes.js';
import { createFaultRoutes } from '../kernel/faults/fault-routes.js';
import type { VendorContext } from '../kernel/vendor-context.js';
import { createApiApp } from './api/api-app.js';
import { apiRoutes } from './api-routes.js';
import { createStripeControl, type StripeControl } from './control/control.js';
import { createControlRoutes } from './control/routes.js';
import { defaultConfiguration } from './portal-configurations/default-configuration.js';
import { createStripeWorld, type StripeWorld } from './world.js';

/** A simulated Stripe account. */
export interface StripeSimulator {
  /** API under `/v1`, control routes under `/_sim`; hosted pages are mounted beside them. */
  readonly app: Hono;
  /** What the hosted pages read and work on. */
  readonly world: StripeWorld;
  readonly control: StripeControl;
  /** What is true of every customer, as plain data: see {@link StripeControl.truth}. */
  readonly truth: StripeControl['truth'];
  /** `sk_test_…`: the key the API accepts. */
  readonly secretKey: string;
  /** `pk_test_…`, for show: nothing here uses it. */
  readonly publishableKey: string;
}

/** Creates an account with an empty catalogue and a default portal configuration. */
export function createStripeSimulator(
  context: VendorContext,
  options: {
    /** Default: derived from the seed. */
    readonly secretKey?: string;
  } = {},
): StripeSimulator {
  const world = createStripeWorld(context);
  const secretKey = options.secretKey ?? context.ids.next('sk_test_', 32);
  const publishableKey = context.ids.next('pk_test_', 32);
  defaultConfiguration(world);
  const control = createStripeControl(world);
  const app = new Hono();
  app.route('/_sim/clock', createClockRoutes(context.clock));
  app.route('/_sim/faults', createFaultRoutes(context.faults));
  app.route('/_sim/stripe', createControlRoutes(control));
  app.route('/', createApiApp(world, { routes: apiRoutes, secretKeys: [secretKey] }));
  return { app, world, control, truth: () => control.truth(), secretKey, publishableKey };
}
