import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import type { AppFolder } from './app-folder.js';
import { appSecrets } from './app-secrets.js';
import type { Environment } from './own-environment.js';

/** Whether `hs-x dev` made the file: it lies in `.hs-x`. */
export function isDevDatabase(folder: AppFolder, file: string): boolean {
  return !relative(folder.stateFolder, resolve(file)).startsWith('..');
}

/**
 * The environment of a database that `hs-x dev` left, so that it can be looked at after the run: the run's secrets, and stand-ins for what
 * the simulators made. The author's own names are kept.
 */
export function leftEnvironment(folder: AppFolder, own: Environment): Environment {
  return {
    ...own,
    APP_URL: own.APP_URL ?? 'http://localhost:8787',
    ALERTS_WEBHOOK_SECRET: own.ALERTS_WEBHOOK_SECRET ?? `whsec_${Buffer.alloc(32).toString('base64')}`,
    HSX_MODE: 'test',
    HUBSPOT_CLIENT_ID: 'simulated',
    STRIPE_WEBHOOK_SECRET: 'whsec_simulated',
    STRIPE_METER_WEBHOOK_SECRET: '',
    ...appSecrets(folder.secretsFile),
  };
}

/** The admin secret of an app under `hs-x dev`: made from the run's own, so that `--url http://localhost:8787` works without a setting. */
export function devAdminSecret({ HSX_SECRET }: { readonly HSX_SECRET: string }): string {
  return createHash('sha256').update(`admin ${HSX_SECRET}`).digest('hex');
}
