/**
 * The app's own process under `hs-x dev` and `hs-x demo`. It lives by the simulators' clock, so it cannot be the command's process;
 * it ends when its parent does, whatever the parent's end was.
 */
import { bounceReaderFromEnvironment } from '@hs-x/email/node';
import type { RunningApp } from '@hs-x/sdk/node';
import type { AppPreparation, FromApp, ToApp, WorkerSurfaces } from './app-messages.js';
import { loadRuntime, loadWorker, surfacesOf } from './load-worker.js';
import { createLogger } from '@hs-x/sdk';
import { installVirtualDate, type VirtualDate } from './virtual-date.js';

let date: VirtualDate | undefined;
let start: (() => Promise<RunningApp>) | undefined;
let app: RunningApp | undefined;

process.on('message', (request: ToApp) => void answer(request));
process.on('disconnect', () => void stop().finally(() => process.exit()));
// Ctrl-C reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);

async function answer(request: ToApp): Promise<void> {
  const { id } = request;
  try {
    const surfaces = await carryOut(request);
    tell({ kind: 'done', id, ...(surfaces ? { surfaces } : {}) });
    if (request.kind === 'stop') process.disconnect();
  } catch (error) {
    tell({ kind: 'failed', id, message: explain(error) });
  }
}

async function carryOut(request: ToApp): Promise<WorkerSurfaces | undefined> {
  switch (request.kind) {
    case 'prepare':
      return prepare(request.preparation);
    case 'listen':
      app = await start?.();
      return undefined;
    case 'followClock':
      await app?.drain(); // what is under way has claimed its work by the former time
      date?.follow(request.time);
      await app?.tick();
      return undefined;
    case 'tick':
      await app?.tick();
      return undefined;
    case 'stop':
      await stop();
      return undefined;
  }
}

/** Loads everything that can fail on the author's side, without touching the port or the database yet. */
async function prepare(preparation: AppPreparation): Promise<WorkerSurfaces> {
  const virtualDate = installVirtualDate(preparation.time);
  date = virtualDate;
  const { startNodeApp } = await loadRuntime(preparation.folder);
  const definition = await loadWorker(preparation.bundleFile);
  const bounceReader = await bounceReaderFromEnvironment(process.env);
  const { config, databaseFile, port, vendors } = preparation;
  start = () =>
    startNodeApp({
      definition,
      config,
      database: databaseFile,
      port,
      vendors,
      environment: process.env,
      ...(bounceReader ? { bounceReader } : {}),
      logger: createLogger((level, message, fields) => tell({ kind: 'log', level, message, fields })),
      clock: { now: () => Date.now() },
      wallClock: { now: () => virtualDate.wallNow() },
      mailer: {
        deduplicates: true,
        send: (mail) => {
          tell({ kind: 'mail', mail: { ...mail, sentAt: Date.now() } });
          return Promise.resolve();
        },
      },
    });
  return surfacesOf(definition);
}

async function stop(): Promise<void> {
  const running = app;
  app = undefined;
  await running?.stop();
}

function tell(message: FromApp): void {
  if (process.connected) process.send?.(message);
}

/** The author reads this: an error HS-X names itself needs no stack, anything else points into the author's code. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { hint } = error as { readonly hint?: unknown };
  if ('code' in error && typeof hint === 'string') return `${error.message}\n${hint}`;
  return error.stack ?? error.message;
}
