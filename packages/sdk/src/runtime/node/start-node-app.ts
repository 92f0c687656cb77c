/** One Node process: listens, ticks, and stops without dropping what it has begun. On PostgreSQL there may be many of it. */
import { checkMailer } from '../../billing/shell/check-mailer.js';
import { checkProviderSettings } from '../../billing/shell/check-provider-settings.js';
import { useHmac } from '../../kernel/hmac.js';
import { SECOND_MS } from '../../kernel/instant.js';
import { atMost } from '../at-most.js';
import { createBackgroundWork } from '../background-work.js';
import { composeApp, type ComposedApp, type CompositionOptions } from '../compose-app.js';
import { startHttpServer } from './http-server.js';
import { nativeHmac } from './native-hmac.js';
import { openStores, type OpenedStores } from './open-stores.js';
import { startTicker, type Ticker } from './ticker.js';

/** How long a shutdown waits for requests under way, and then as long again for other work under way. */
const SHUTDOWN_MS = 10 * SECOND_MS;

/** Portals whose syncs are run at the same time. */
const SYNC_LANES = 4;

/** What the process is told. */
export type StartOptions = Omit<CompositionOptions, 'stores' | 'background'> & {
  /** Where the data is: a `postgres://` address, or the path or `file:` address of an SQLite file, which is made when missing. */
  readonly database: string;
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
  /** Returns when nothing is under way that answered requests have begun. Whoever turns a clock waits for it first: claims lapse by that clock. */
  drain(): Promise<void>;
  /**
   * Begins nothing new, finishes what is under way (10 s for requests, 10 s for the rest) and closes the database last. Asked again, it
   * waits for the same end.
   */
  stop(): Promise<void>;
}

/** Starts the app. Throws ENVIRONMENT_INVALID, STORE_UNAVAILABLE, or the system's error when the port is taken; nothing is left running then. */
export async function startNodeApp(options: StartOptions): Promise<RunningApp> {
  useHmac(nativeHmac);
  const stores = await openStores(options.database);
  try {
    return await startOn(stores, options);
  } catch (error) {
    await stores.close();
    throw error;
  }
}

async function startOn(stores: OpenedStores, options: StartOptions): Promise<RunningApp> {
  const { logger, port, hostname = '127.0.0.1' } = options;
  const background = createBackgroundWork(logger);
  const composed = composeApp({ ...options, stores, background: background.run });
  const { app, engine } = composed;
  if (!stores.isShared) await giveBackClaims(stores, engine);
  const server = await startHttpServer({ fetch: app.fetch, port, hostname, logger });
  const work = [
    () => app.tick(),
    () => app.fillGap(),
    () => app.tryTokens(),
    () => app.runReconcile(),
    () => app.reportUsage(),
    () => app.runWebhooks(),
    ...Array.from({ length: SYNC_LANES }, () => () => app.runSyncs()),
    () => app.runDaily(),
  ];
  const tickers = work.map((each) => startTicker(each, logger));
  logger.log('info', 'listening', { port: server.port });
  background.run(() => checkSurroundings(engine, options));
  const stopOnce = async (): Promise<void> => {
    const ticking = Promise.all(tickers.map((ticker) => ticker.stop()));
    await server.close(SHUTDOWN_MS);
    const isDone = await atMost(SHUTDOWN_MS, Promise.all([ticking, background.drain()]));
    if (!isDone)
      logger.log('warn', 'stopped before all work under way was done; it is taken up at the next start');
    await stores.close();
  };
  let stopping: Promise<void> | undefined;
  return {
    ...composed,
    port: server.port,
    async tick() {
      await background.drain();
      await tickAll(tickers);
    },
    drain: () => background.drain(),
    stop: () => (stopping ??= stopOnce()),
  };
}

/** What a process that died here had under way is due now. Where others are at work, it is as soon as its leases have lapsed. */
async function giveBackClaims(stores: OpenedStores, { scope, clock }: ComposedApp['engine']): Promise<void> {
  await stores.inbox.release(scope);
  await stores.outbox.release(scope);
  await stores.syncRuns.release(scope, clock.now());
}

/** What is wrong around the app is told once it runs: it starts whatever is found. */
async function checkSurroundings(
  engine: ComposedApp['engine'],
  { config, vendors }: StartOptions,
): Promise<void> {
  const { billing, email } = config;
  if (billing.provider !== 'none' || email.from !== null) await checkMailer(engine, email.from);
  if (!vendors) await checkProviderSettings(engine); // a simulated account is nobody's to mend
}

/** Billing first: syncs and the day's cron see what it made of the present instant. */
async function tickAll(tickers: readonly Ticker[]): Promise<void> {
  for (const ticker of tickers) await ticker.tickNow();
}
