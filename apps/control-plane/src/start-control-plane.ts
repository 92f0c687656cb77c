/** One Node process of the control plane, on SQLite or PostgreSQL. Others on the same data do no harm: every write is one transaction under a version. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from '@hs-x/sdk';
import { createRules } from '@hs-x/sdk/billing';
import { loadAppConfig } from '@hs-x/sdk/config';
import { openStores, type OpenedStores } from '@hs-x/sdk/node';
import { createControlPlane, type ControlPlaneParts } from './create-control-plane.js';
import type { RateLimit } from './rate-limit.js';
import type { ControlPlaneSettings } from './read-settings.js';

/** A running control plane. */
export interface RunningControlPlane {
  readonly port: number;
  /** Takes no new calls, finishes those under way and closes the database. */
  stop(): Promise<void>;
}

/** What it is started with. */
export interface StartOptions {
  readonly settings: ControlPlaneSettings;
  readonly logger: Logger;
  /** Default: see {@link createControlPlane}. */
  readonly rateLimit?: RateLimit;
  /** Default: the machine's clock. */
  readonly clock?: { now(): number };
}

/** The control plane sells nothing and knows no plans: rows are what apps say. */
const NO_PLANS =
  '[app]\nname = "Control plane"\n[billing]\nprovider = "none"\n[billing.plan.free]\nstripe_price = ""\nfeatures = []\n';

/** Starts it. Throws STORE_UNAVAILABLE, or the system's error when the port is taken; nothing is left running then. */
export async function startControlPlane(options: StartOptions): Promise<RunningControlPlane> {
  const { settings, logger, rateLimit, clock = { now: () => Date.now() } } = options;
  const stores = await openStores(settings.database);
  const { origin, secrets, apps } = settings;
  const app = createControlPlane({
    ...{ origin, secrets, apps, logger, wallClock: clock, once: stores.once },
    engine: engineOf(stores, { clock, logger }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  });
  const server = createServer(getRequestListener((request) => app.fetch(request)) as never);
  try {
    await listen(server, settings);
  } catch (error) {
    await stores.close();
    throw error;
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
      await stores.close();
    },
  };
}

function engineOf(
  stores: OpenedStores,
  { clock, logger }: Pick<ControlPlaneParts['engine'], 'clock' | 'logger'>,
): ControlPlaneParts['engine'] {
  return {
    store: stores.billing,
    trialLedger: stores.trialLedger,
    rules: createRules(loadAppConfig(NO_PLANS).billing, { mode: 'live', isHandWired: true }),
    hashIdentity: () => Promise.resolve([]), // no trial is claimed here
    clock,
    logger,
  };
}

async function listen(server: Server, { port, hostname }: ControlPlaneSettings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
