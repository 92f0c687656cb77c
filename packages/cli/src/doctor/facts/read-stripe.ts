import type { AppConfig } from '@hs-x/sdk/config';
import { checkCatalogue, stripeAccount, type StripeAccount } from '@hs-x/sdk/stripe';
import { reachableOrigin } from '../../billing/reachable-origin.js';
import { DAY_MS } from '../../terminal/durations.js';
import type { Mode, PriceFacts, StripeFacts } from '../doctor-facts.js';
import type { Asked, Unanswered } from '../finding.js';
import { asked } from './asked.js';
import type { Collecting } from './collecting.js';

/** Stripe repeats a delivery for three days (Stripe's documentation of webhooks, read 2026-11). */
const REDELIVERY_MS = 3 * DAY_MS;

const KEY = /^[sr]k_(test|live)_/;

/** Looks at the account in the app's mode, and in the other one when its key is at hand as STRIPE_SECRET_TEST or STRIPE_SECRET_LIVE. */
export async function readStripe(collecting: Collecting): Promise<readonly StripeFacts[]> {
  const { config, own } = collecting;
  if (!('value' in config) || config.value.billing.provider !== 'stripe') return [];
  const keys = keysOf(own);
  return Promise.all(keys.map((key) => readMode(collecting, config.value, key)));
}

interface ModeKey {
  readonly mode: Mode;
  readonly isOwn: boolean;
  /** Null: there is none. */
  readonly secretKey: string | null;
}

function keysOf(own: Collecting['own']): readonly ModeKey[] {
  const present = own.STRIPE_SECRET?.trim() ?? '';
  const ownMode = (KEY.exec(present)?.[1] ?? 'test') as Mode;
  const other: Mode = ownMode === 'test' ? 'live' : 'test';
  const spare = own[`STRIPE_SECRET_${other.toUpperCase()}`]?.trim() ?? '';
  return [
    { mode: ownMode, isOwn: true, secretKey: KEY.test(present) ? present : null },
    { mode: other, isOwn: false, secretKey: KEY.exec(spare)?.[1] === other ? spare : null },
  ];
}

async function readMode(
  { vendors, mayAskOutside, isUnderDev, own, now }: Collecting,
  config: AppConfig,
  { mode, isOwn, secretKey }: ModeKey,
): Promise<StripeFacts> {
  const appUrl = reachableOrigin(own.APP_URL, vendors);
  const unread = (none: Unanswered): StripeFacts => ({
    mode,
    isOwn,
    appUrl,
    endpoints: none,
    portal: none,
    prices: none,
    catalogue: none,
    undelivered: none,
  });
  if (isUnderDev && !vendors)
    return unread({ reason: 'The app runs under hs-x dev, where Stripe is simulated.' });
  if (!mayAskOutside) return unread({ reason: 'Stripe was not asked (--offline).' });
  if (secretKey === null) return unread({ reason: noKey(mode, isOwn) });
  const access = { secretKey, ...(vendors ? { origin: vendors.stripeOrigin } : {}) };
  const account = stripeAccount(access);
  const endpoints = await asked(() => account.endpoints());
  if (!('value' in endpoints)) return unread(endpoints);
  const [portal, prices, catalogue, undelivered] = await Promise.all([
    asked(() => account.portal()),
    readPrices(account, pricesOf(config, mode)),
    asked(() => checkCatalogue({ ...access, config, mode, appUrl: isOwn ? appUrl : null })),
    asked(() => account.undelivered(now() - REDELIVERY_MS)),
  ]);
  return { mode, isOwn, appUrl, endpoints, portal, prices, catalogue, undelivered };
}

function noKey(mode: Mode, isOwn: boolean): string {
  if (isOwn) return 'There is no usable STRIPE_SECRET to ask Stripe with.';
  return `There is no ${mode} key here; set STRIPE_SECRET_${mode.toUpperCase()} to have that mode looked at, too.`;
}

interface Wanted {
  readonly plan: string;
  readonly priceId: string;
}

function pricesOf({ billing }: AppConfig, mode: Mode): readonly Wanted[] {
  return billing.plans.flatMap((plan) =>
    (billing.plan[plan]?.stripe_price[mode] ?? []).map((priceId) => ({ plan, priceId })),
  );
}

/** One after the other: Stripe limits how many requests run at once, and there are few prices. */
function readPrices(
  account: StripeAccount,
  wanted: readonly Wanted[],
): Promise<Asked<readonly PriceFacts[]>> {
  return asked(async () => {
    const found: PriceFacts[] = [];
    for (const each of wanted) found.push({ ...each, state: await account.price(each.priceId) });
    return found;
  });
}
