/** One Node process with SQLite: listens, ticks, and stops without dropping what it has begun. */
import { serve, type ServerType } from '@hono/node-server';
import { SECOND_MS } from '../../kernel/instant.js';
import { openSqliteStores } from '../../store/sqlite/index.js';
import { createBackgroundWork } from './background-work.js';
import { composeApp, type ComposedApp, type NodeAppOptions } from './compose-app.js';
import { startTicker } from './ticker.js';

/** How long a shutdown waits for requests and work under way. */
const SHUTDOWN_MS = 10 * SECOND_MS;

/** What the process is told. */
export type StartOptions = Omit<NodeAppOptions, 'stores' | 'background'> & {
  /** The SQLite file; made when missing. */
  readonly databaseFile: string;
  /** 0: any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly hostname?: string;
};

/** A running process. */
export interface RunningApp extends ComposedApp {
  readonly port: number;
  /** Works off everything due now and returns when it is done. */
  tick(): Promise<void>;
  /** Stops listening, finishes what is under way (10 s at most) and closes the database. */
  stop(): Promise<void>;
}

/** Starts the app. Throws ENVIRONMENT_INVALID, STORE_UNAVAILABLE, or the system's error when the port is taken. */
export async function startNodeApp(options: StartOptions): Promise<RunningApp> {
  const { logger } = options;
  const stores = await openSqliteStores(options.databaseFile);
  const background = createBackgroundWork(logger);
  const composed = composeApp({ ...options, stores, background: background.run });
  await stores.inbox.release(composed.engine.scope);
  await stores.outbox.release(composed.engine.scope);
  const ticker = startTicker(() => composed.app.tick(), logger);
  const { server, port } = await listen(composed, options);
  logger.log('info', 'listening', { port });
  return {
    ...composed,
    port,
    async tick() {
      await background.drain();
      await ticker.tickNow();
    },
    async stop() {
      await close(server);
      await Promise.race([Promise.all([ticker.stop(), background.drain()]), pause(SHUTDOWN_MS)]);
      stores.close();
    },
  };
}

async function listen(
  composed: ComposedApp,
  options: StartOptions,
): Promise<{ server: ServerType; port: number }> {
  const { port, hostname = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: (request) => composed.app.fetch(request), port, hostname }, (address) =>
      resolve({ server, port: address.port }),
    );
    server.once('error', reject);
  });
}

/** Lets requests under way finish, then cuts what hangs. */
async function close(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  await Promise.race([closed, pause(SHUTDOWN_MS)]);
  if ('closeAllConnections' in server) server.closeAllConnections();
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs).unref());
}
