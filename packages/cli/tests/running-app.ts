/** The fixture app under `hs-x dev` with a clock that stands, and the same app as a command beside it sees it. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { appSecrets } from '../src/app-folder/app-secrets.js';
import type { AdminPlace } from '../src/billing/open-admin-port.js';
import { startDev, type StartedDev } from '../src/dev/start-dev.js';
import { vendorsOf } from '../src/dev/vendors-of.js';
import { createFixtureApp, type FixtureApp } from './fixture-app.js';

/** The app and the process that runs it; `close` ends both. */
export interface AppInDev {
  readonly app: FixtureApp;
  readonly dev: StartedDev;
  close(): Promise<void>;
}

/** Starts it. `startAt`: the instant at which the clock stands; default: now. */
export async function runApp(startAt = Date.now()): Promise<AppInDev> {
  const app = createFixtureApp();
  const dev = await startDev({ folder: app.path, port: 0, consolePort: null, clock: 'frozen', startAt });
  const close = async (): Promise<void> => {
    await dev.stop();
    app.remove();
  };
  return { app, dev, close };
}

/** The app seen from a command: its folder, its environment, the simulated vendors. */
export function placeOf({ app, dev }: AppInDev): AdminPlace & { readonly folder: string } {
  return {
    folder: app.path,
    environment: {
      ...appSecrets(join(app.path, '.hs-x', 'secrets.json')),
      APP_URL: dev.appUrl,
      HUBSPOT_CLIENT_ID: 'client',
      STRIPE_WEBHOOK_SECRET: 'whsec_unused',
    },
    vendors: vendorsOf(dev.simulators),
  };
}

/** A copy of the app's database as it is now, for a command that shall know nothing of what comes after. */
export async function copyDatabase({ app, dev }: AppInDev, name: string): Promise<string> {
  const copy = join(app.path, name);
  await dev.tick();
  copyFileSync(dev.databaseFile, copy);
  copyFileSync(`${dev.databaseFile}-wal`, `${copy}-wal`);
  return copy;
}
