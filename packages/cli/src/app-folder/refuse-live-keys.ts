import { CliError } from '../cli-error.js';
import type { Environment } from './own-environment.js';

const LIVE_KEY = /\b[sr]k_live_/;

/**
 * Refuses to go on with a live Stripe key in reach: nothing under `dev` or `demo` may ever touch real money. The names are told, the
 * values never. Throws LIVE_KEY_REFUSED.
 */
export function refuseLiveKeys(environment: Environment): void {
  const names = Object.keys(environment).filter((name) => LIVE_KEY.test(environment[name] ?? ''));
  if (names.length === 0) return;
  throw new CliError({
    code: 'LIVE_KEY_REFUSED',
    message: `A live Stripe key is in the environment or in .env, under ${names.join(', ')}. This command works with test data only.`,
    hint: `Remove ${names.length === 1 ? 'it' : 'them'} here; hs-x makes its own test key. Live keys belong where the app runs in production.`,
  });
}
