/** A control plane over real HTTP on a real file, or on PostgreSQL, with keys of two apps, and a hand on its clock. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane, type RunningControlPlane } from '@hs-x/control-plane/node';
import { silentLogger } from '@hs-x/sdk';
import {
  createControlPlaneClient,
  issueAppKey,
  parseAppKey,
  type AppKey,
  type ControlPlaneBilling,
} from '@hs-x/sdk/control-plane';
import { freePort } from '../support/free-port.js';

export const SECRET = 'a-control-planes-secret-of-32-characters';

export interface ControlPlaneWorld {
  readonly origin: string;
  readonly databaseFile: string;
  /** Moves the control plane's clock and the clients'. */
  setClock(now: number): void;
  keyOf(app: string, mode?: 'test' | 'live', version?: number): Promise<AppKey>;
  clientOf(app: string, mode?: 'test' | 'live', version?: number): Promise<ControlPlaneBilling>;
  close(): Promise<void>;
}

export async function startControlPlaneWorld({
  postgresUrl,
  ...options
}: {
  readonly rateLimit?: { readonly perSecond: number; readonly burst: number };
  /** Default: an SQLite file of its own. */
  readonly postgresUrl?: string;
} = {}): Promise<ControlPlaneWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'hs-x-control-plane-'));
  const databaseFile = join(folder, 'control-plane.sqlite');
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const time = { now: Date.UTC(2026, 10, 21, 9) };
  const clock = { now: () => time.now };
  const apps = new Map([
    ['crm-sync', 1],
    ['insights', 2],
  ]);
  const settings = {
    origin,
    secrets: [SECRET] as const,
    apps,
    database: postgresUrl ?? databaseFile,
    port,
    hostname: 'localhost',
  };
  const running: RunningControlPlane = await startControlPlane({
    settings,
    logger: silentLogger,
    clock,
    ...options,
  });
  const keyOf: ControlPlaneWorld['keyOf'] = async (app, mode = 'live', version = 2) =>
    parseAppKey(await issueAppKey(SECRET, { app, mode, version }))!;
  return {
    origin,
    databaseFile,
    setClock: (now) => (time.now = now),
    keyOf,
    clientOf: async (...id) =>
      createControlPlaneClient({ origin, key: await keyOf(...id), wallClock: clock }),
    async close() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
