import { stripePortal, type PortalConfigurationPlan } from '@hs-x/sdk/stripe';
import { readSettings, type VendorOverrides } from '@hs-x/sdk/node';
import { findAppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment, type Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { CliError } from '../cli-error.js';

/** Which app, and whether to write. */
export interface PushWish {
  readonly folder: string;
  /** `plan`: only say what would change. */
  readonly until: 'plan' | 'pushed';
  /** Default: the process's environment and the folder's `.env`. */
  readonly environment?: Environment;
  /** For tests; no flag and no environment name leads here. */
  readonly vendors?: VendorOverrides;
}

/** What differs, or differed until now. */
export interface PushedConfiguration extends PortalConfigurationPlan {
  readonly mode: 'test' | 'live';
  readonly isPushed: boolean;
}

/** Compares Stripe's customer portal with the settings HS-X needs and, if wished, sets them. Throws CliError and HsxError. */
export async function pushPortalConfiguration(wish: PushWish): Promise<PushedConfiguration> {
  const folder = findAppFolder(wish.folder);
  const { stripe, mode } = readSettings(wish.environment ?? ownEnvironment(folder), readConfig(folder));
  if (!stripe) {
    throw new CliError({
      code: 'NOTHING_TO_PUSH',
      message: 'This app does not sell through Stripe, so there is no customer portal to set up.',
      hint: 'Set [billing] provider = "stripe" in hs-x.toml.',
    });
  }
  const origin = wish.vendors ? { origin: wish.vendors.stripeOrigin } : {};
  return { ...(await pushPortal({ secretKey: stripe.secretKey, ...origin }, wish.until)), mode };
}

/** The same for the account the key belongs to; `origin` as in `stripePortal`. Throws HsxError. */
export async function pushPortal(
  account: { readonly secretKey: string; readonly origin?: string },
  until: PushWish['until'],
): Promise<PortalConfigurationPlan & { readonly isPushed: boolean }> {
  const portal = stripePortal(account);
  const plan = await portal.plan();
  const isPushed = until === 'pushed' && plan.changes.length > 0;
  if (isPushed) await portal.push(plan);
  return { ...plan, isPushed };
}
