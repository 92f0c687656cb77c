/** The catalogue of the Stripe account an app sells through, with the app's own key. An app that has no endpoint yet has no signing secret, so only key and address are asked for. */
import type { AppConfig } from '@hs-x/sdk/config';
import type { VendorOverrides } from '@hs-x/sdk/node';
import { stripeCatalogue, type CatalogueOptions, type StripeCatalogue } from '@hs-x/sdk/stripe';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment, type Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { CliError } from '../cli-error.js';
import { reachableOrigin } from './reachable-origin.js';

/** Which app. */
export interface CataloguePlace {
  readonly folder: string;
  /** What the folder's `.env` goes over. Default: the process's environment. */
  readonly environment?: Environment | undefined;
  /** For tests; no flag and no environment name leads here. */
  readonly vendors?: VendorOverrides | undefined;
}

/** An app and its catalogue. */
export interface OpenedCatalogue {
  readonly folder: AppFolder;
  readonly config: AppConfig;
  readonly mode: CatalogueOptions['mode'];
  /** Everything the app is given, `.env` included. */
  readonly environment: Environment;
  readonly catalogue: StripeCatalogue;
}

/** Opens it; nothing is asked of Stripe yet. Throws NOTHING_TO_PUSH, ENVIRONMENT_INCOMPLETE, APP_FOLDER_INVALID, and HsxError CONFIG_INVALID. */
export function openCatalogue(place: CataloguePlace): OpenedCatalogue {
  const folder = findAppFolder(place.folder);
  const environment = ownEnvironment(folder, place.environment);
  const config = readConfig(folder);
  if (config.billing.provider !== 'stripe') throw notSold();
  const secretKey = environment.STRIPE_SECRET?.trim() ?? '';
  const mode = /^(?:sk|rk)_(test|live)_\S+$/.exec(secretKey)?.[1] as 'test' | 'live' | undefined;
  if (mode === undefined) throw noKey(secretKey);
  const appUrl = reachableOrigin(environment.APP_URL, place.vendors);
  const origin = place.vendors ? { origin: place.vendors.stripeOrigin } : {};
  const catalogue = stripeCatalogue({ config, mode, secretKey, appUrl, ...origin });
  return { folder, config, mode, environment, catalogue };
}

function notSold(): CliError {
  return new CliError({
    code: 'NOTHING_TO_PUSH',
    message: 'This app does not sell through Stripe, so there is nothing to set up there.',
    hint: 'Set [billing] provider = "stripe" in hs-x.toml.',
  });
}

function noKey(seen: string): CliError {
  const form = 'sk_test_…, rk_test_…, sk_live_… or rk_live_…';
  return new CliError({
    code: 'ENVIRONMENT_INCOMPLETE',
    message: seen === '' ? 'STRIPE_SECRET is missing.' : `STRIPE_SECRET is of another form than ${form}.`,
    hint: 'Give the app its key: hs-x secrets set STRIPE_SECRET',
  });
}
