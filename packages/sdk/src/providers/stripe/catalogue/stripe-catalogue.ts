import type { AppConfig } from '../../../contract/app-config.js';
import type { Mode } from '../../../kernel/ids.js';
import { silentLogger, type Logger } from '../../../kernel/logger.js';
import { createStripeClient } from '../client.js';
import type { CatalogueDiff } from './catalogue-diff.js';
import type { CatalogueFinding } from './catalogue-finding.js';
import type { CatalogueState } from './catalogue-state.js';
import { catalogueWish, type CatalogueWish } from './catalogue-wish.js';
import { diffCatalogue } from './diff-catalogue.js';
import { findCatalogueProblems } from './find-catalogue-problems.js';
import { pushCatalogue, type OnSigningSecret, type PushedCatalogue } from './push-catalogue.js';
import { readCatalogue } from './read-catalogue.js';

/** Which account, and which app it sells. */
export interface CatalogueOptions {
  readonly config: Pick<AppConfig, 'app' | 'billing'>;
  /** The mode of the key. */
  readonly mode: Mode;
  readonly secretKey: string;
  /** The app's public origin; null: not known, or not one Stripe can reach. Then the webhook endpoint is left out. */
  readonly appUrl: string | null;
  /** As in `stripeProvider`. */
  readonly origin?: string;
  readonly logger?: Logger;
}

/** The catalogue of one mode of a Stripe account beside what an app needs of it. Every method throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export interface StripeCatalogue {
  /** What a push would do; nothing is written. */
  diff(): Promise<CatalogueDiff>;
  /** Makes exactly the steps of a diff. */
  push(diff: CatalogueDiff, onSigningSecret: OnSigningSecret): Promise<PushedCatalogue>;
  /** What is wrong, with the next step each; empty: all is well. Nothing is written. */
  check(): Promise<readonly CatalogueFinding[]>;
}

/** The catalogue of the account and mode the key belongs to. */
export function stripeCatalogue(options: CatalogueOptions): StripeCatalogue {
  const { secretKey, origin, logger = silentLogger } = options;
  const stripe = createStripeClient({ secretKey, logger, ...(origin === undefined ? {} : { origin }) });
  const wish = catalogueWish(options.config, options);
  const compared = async <T>(compare: (wish: CatalogueWish, state: CatalogueState) => T): Promise<T> =>
    compare(wish, await readCatalogue(stripe, wish));
  return {
    diff: () => compared(diffCatalogue),
    push: (diff, onSigningSecret) => pushCatalogue(stripe, diff, onSigningSecret),
    check: () => compared(findCatalogueProblems),
  };
}

/** What is wrong with the catalogue of an app: {@link StripeCatalogue.check} in one call. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export function checkCatalogue(options: CatalogueOptions): Promise<readonly CatalogueFinding[]> {
  return stripeCatalogue(options).check();
}
