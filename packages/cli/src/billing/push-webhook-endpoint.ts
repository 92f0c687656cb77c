import { readSettings } from '@hs-x/sdk/node';
import { stripeWebhookEndpoint, type EndpointPlan } from '@hs-x/sdk/stripe';
import { findAppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { findSecret, putSecret } from '../secrets/secret-places.js';
import type { PushWish } from './push-portal-configuration.js';

const SECRET = 'STRIPE_WEBHOOK_SECRET';
const PATH = '/webhooks/stripe';
/** An app that has no endpoint yet has no secret of it. */
const NO_SECRET_YET = { [SECRET]: 'whsec_bm90aGluZyBpcyBzaWduZWQgd2l0aCB0aGlz' };

/** What differs, or differed until now. */
export interface PushedEndpoint extends EndpointPlan {
  readonly mode: 'test' | 'live';
  readonly isPushed: boolean;
  /** Whether a new endpoint's signing secret was written to `.env`; what it is, is told nowhere. */
  readonly isSecretSaved: boolean;
}

/**
 * Compares Stripe's webhook endpoint with the one HS-X needs and, if wished, makes or mends it. The signing secret of a new one goes to the app's
 * `.env`, in front of what is there, so that both verify. Null where there is none to have: no Stripe, or an address only this machine knows.
 * Throws CliError and HsxError.
 */
export async function pushWebhookEndpoint(
  wish: PushWish & { readonly savesSecret?: boolean },
): Promise<PushedEndpoint | null> {
  const folder = findAppFolder(wish.folder);
  const environment = wish.environment ?? ownEnvironment(folder);
  const settings = readSettings({ ...NO_SECRET_YET, ...environment }, readConfig(folder));
  const { stripe, mode, appUrl } = settings;
  if (!stripe || new URL(appUrl).protocol !== 'https:') return null;
  const origin = wish.vendors ? { origin: wish.vendors.stripeOrigin } : {};
  const endpoint = stripeWebhookEndpoint({ secretKey: stripe.secretKey, ...origin });
  const plan = await endpoint.plan(`${appUrl}${PATH}`);
  const isPushed = wish.until === 'pushed' && plan.changes.length > 0;
  if (!isPushed) return { ...plan, mode, isPushed, isSecretSaved: false };
  const { secret } = await endpoint.push(plan);
  const isSecretSaved = secret !== null && wish.savesSecret !== false;
  if (isSecretSaved) {
    const before = findSecret(folder, environment, SECRET)?.text ?? '';
    const text = before === '' ? secret : `${secret},${before}`;
    putSecret(folder, { name: SECRET, text, place: 'env' }, Date.now());
  }
  return { ...plan, mode, isPushed, isSecretSaved };
}
