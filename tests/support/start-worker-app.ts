/**
 * The app in workerd on D1, handled as one in Node: the minute's Cron Trigger comes whenever a test ticks. The worlds of a test file take turns in
 * one workerd, since starting it takes longer than most tests. What a test asks of the app's engine or store is asked on this side, of the same
 * database.
 */
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createLogger, jsonLines, type WorkerDefinition } from '@hs-x/sdk';
import type { Mail } from '@hs-x/sdk/billing';
import type { loadAppConfig } from '@hs-x/sdk/config';
import { openD1Stores } from '@hs-x/sdk/d1';
import { composeApp, type Clock, type RunningApp, type VendorOverrides } from '@hs-x/sdk/node';
import { afterAll } from 'vitest';
import type { WorldSettings } from '../workers/app-worker.js';
import { bundleForWorkers } from './bundle-for-workers.js';
import { d1OverHttp } from './d1-over-http.js';
import { startWorkerd, type Workerd } from './workerd.js';

/** What an app in workerd is started with; its worker file is the example's. */
export interface WorkerAppOptions {
  readonly definition: WorkerDefinition;
  readonly config: ReturnType<typeof loadAppConfig>;
  readonly environment: Readonly<Record<string, string>>;
  readonly vendors: VendorOverrides;
  readonly clock: Clock;
  readonly usesQueue: boolean;
  /** Whether the database is a new one. */
  readonly isFirst: boolean;
  readonly onMail: (mail: Mail) => void;
  readonly onLog: (line: string) => void;
}

interface SharedWorkerd extends Workerd {
  /** Who reads the console now. */
  onLog: (line: string) => void;
}

let starting: Promise<SharedWorkerd> | undefined;
afterAll(async () => (await starting)?.stop());

function sharedWorkerd(): Promise<SharedWorkerd> {
  return (starting ??= startShared());
}

async function startShared(): Promise<SharedWorkerd> {
  const bundle = await bundleForWorkers(new URL('../workers/app-worker.ts', import.meta.url));
  const reader: { onLog: (line: string) => void } = { onLog: () => undefined };
  return Object.assign(
    reader,
    await startWorkerd({ bundle, hasQueue: true, onLog: (line) => reader.onLog(line) }),
  );
}

/** Where every app of this test file listens. */
export async function workerPort(): Promise<number> {
  return Number(new URL((await sharedWorkerd()).origin).port);
}

/** Starts the app in place of the one before. */
export async function startWorkerApp(options: WorkerAppOptions): Promise<RunningApp> {
  const { definition, config, environment, vendors, clock, onMail, onLog } = options;
  const workerd = await sharedWorkerd();
  workerd.onLog = onLog;
  const tell = async (path: string, body: unknown = null): Promise<void> => {
    const answer = await fetch(`${workerd.origin}/_test/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The worker answered ${answer.status}: ${await answer.text()}`);
  };
  const letterbox = await startLetterbox(onMail);
  const settings: WorldSettings = {
    config,
    vendors,
    environment,
    startAt: clock.now(),
    letterbox: letterbox.url,
    usesQueue: options.usesQueue,
    isFirst: options.isFirst,
  };
  await tell('start', settings);
  const stores = await openD1Stores(d1OverHttp(`${workerd.origin}/_test/batch`));
  const logger = createLogger(jsonLines(onLog));
  const background = (work: () => Promise<unknown>): void => void work();
  const composed = composeApp({
    definition,
    config,
    environment,
    stores,
    vendors,
    clock,
    logger,
    background,
  });
  return {
    ...composed,
    port: await workerPort(),
    async tick() {
      await tell('clock', clock.now());
      await tell('idle');
      await workerd.runCron();
      await tell('idle');
    },
    drain: () => tell('idle'),
    async stop() {
      await tell('stop');
      await letterbox.stop();
    },
  };
}

async function startLetterbox(onMail: (mail: Mail) => void) {
  const server = createServer((request, response) => {
    void json(request).then((mail) => {
      onMail(mail as Mail);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
