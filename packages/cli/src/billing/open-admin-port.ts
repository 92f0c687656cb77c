/**
 * Where an operator's wishes go. One file decides: the store beside us, or, with `--url`, the deployed app over signed HTTP. Commands see
 * the same port either way.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createHttpAdminPort, type AdminPort } from '@hs-x/sdk/admin';
import type { AppConfig } from '@hs-x/sdk/config';
import type { VendorOverrides } from '@hs-x/sdk/node';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import { appSecrets } from '../app-folder/app-secrets.js';
import { devAdminSecret } from '../app-folder/dev-environment.js';
import { ownEnvironment, type Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { CliError } from '../cli-error.js';

/** Which app, and where it is. */
export interface AdminPlace {
  readonly folder: string;
  /** Default: `DATABASE_URL`, or `data/hs-x.sqlite` in the folder. */
  readonly database?: string | undefined;
  /** Origin of a deployed app. Default: none, the database is opened. */
  readonly url?: string | undefined;
  /** Default: the process's environment; the folder's `.env` goes over it. */
  readonly environment?: Environment | undefined;
  /** For tests; no flag and no environment name leads here. */
  readonly vendors?: VendorOverrides | undefined;
}

/** A port with what is known of the app on this machine. */
export interface OpenedAdmin {
  readonly port: AdminPort;
  /** The `hs-x.toml` at hand; null beside a deployed app when there is none here. */
  readonly config: AppConfig | null;
}

/** Opens the port, does the work and closes it. Throws CliError, HsxError such as ENVIRONMENT_INVALID, and what the work throws. */
export async function withAdminPort<T>(
  place: AdminPlace,
  work: (opened: OpenedAdmin) => Promise<T>,
): Promise<T> {
  if (place.url !== undefined) return work(openDeployed(place, place.url));
  const { withBilling } = await import('./open-billing.js'); // brings the store and the provider: not needed over HTTP
  return withBilling(place, ({ port, config }) => work({ port, config }));
}

function openDeployed({ folder, database, environment = process.env }: AdminPlace, url: string): OpenedAdmin {
  if (database !== undefined) throw contradiction();
  const isApp = existsSync(join(folder, 'hs-x.toml'));
  const app = isApp ? findAppFolder(folder) : null;
  const origin = originOf(url);
  const { HSX_ADMIN_SECRET: own } = app ? ownEnvironment(app, environment) : environment;
  const secret = own === undefined || own.trim() === '' ? devSecretFor(app, origin) : own;
  if (secret === null) throw secretMissing();
  return { port: createHttpAdminPort({ origin, secret }), config: app ? readConfig(app) : null };
}

/** `hs-x dev` on this machine has a secret of its own. */
function devSecretFor(app: AppFolder | null, origin: string): string | null {
  const isDev = app !== null && isLoopback(new URL(origin)) && existsSync(app.secretsFile);
  return isDev ? devAdminSecret(appSecrets(app.secretsFile)) : null;
}

function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** What crosses the wire is customers' data: plain HTTP only where no wire is. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
  if (isSafe && url.pathname === '/' && url.search === '') return url.origin;
  throw new CliError({
    code: 'USAGE',
    message: `--url was ${JSON.stringify(text)}; it must be the origin of the app, over https.`,
    hint: 'Such as https://app.example.com, without a path. http is allowed for localhost only.',
  });
}

function contradiction(): CliError {
  return new CliError({
    code: 'USAGE',
    message: '--database and --url were both given, and each names another place.',
    hint: 'Give --database for an app whose file is on this machine, --url for one that runs elsewhere.',
  });
}

function secretMissing(): CliError {
  return new CliError({
    code: 'ADMIN_SECRET_MISSING',
    message: 'HSX_ADMIN_SECRET is not set, and a deployed app answers only signed requests.',
    hint: 'Set it here to the value the app has, in the environment or in .env; it is never a flag, since flags end up in shell histories.',
  });
}
