/**
 * An install, from the code HubSpot gave to the page the person sees next. HubSpot sends no install event, so this raises it. The row
 * is written before anything is asked of a payment provider: a person who bounces out of checkout is never in an undefined state.
 */
import type { Account } from '../billing/account.js';
import { isSetUp, mayStartCheckout } from '../billing/access.js';
import { accountKey } from '../billing/billing-engine.js';
import { defaultPlanFor, startCheckout } from '../billing/shell/start-checkout.js';
import { transact } from '../billing/shell/transact.js';
import { completeInstall, saveInstalledTokens, type InstalledPortal } from '../hubspot/index.js';
import type { PortalId } from '../kernel/ids.js';
import type { Logger } from '../kernel/logger.js';
import { isHsxError } from '../kernel/hsx-error.js';
import type { AppParts } from './app-parts.js';
import { billingPageLink } from './billing-link.js';
import { handlerRedirect } from './handler-redirect.js';
import { runInstalled } from './run-triggers.js';
import { enrollPortal } from './sync/enroll-syncs.js';
import type { AppInstalledEvent } from './trigger-events.js';

/** An install that is done. */
export interface PortalInstall {
  readonly portalId: PortalId;
  readonly account: Account;
  /** What the author's install handlers are told. */
  readonly event: AppInstalledEvent;
}

/** Completes the install of the code's portal. Throws OAUTH_REFUSED, HUBSPOT_UNAVAILABLE, or STORE_UNAVAILABLE. */
export async function installPortal(parts: AppParts, logger: Logger, code: string): Promise<PortalInstall> {
  const { engine, hubspot } = parts;
  const installed = await completeInstall({ client: hubspot.client, code });
  const { portalId } = installed;
  const key = accountKey(engine, portalId);
  await saveInstalledTokens({ store: hubspot.tokens, encryption: engine.encryption, key, installed });
  const before = await engine.store.load(key);
  const adminEmail = installed.adminEmail ?? before.account.adminEmail;
  const { accountType, scopes } = installed;
  const account = await transact(engine, key, () => ({ kind: 'installed', adminEmail, accountType, scopes }));
  await enrollPortal(parts, portalId);
  logger.log('info', 'app installed', { portalId, accountType, isReinstall: before.version > 0 });
  const event = eventOf(installed, { adminEmail, isReinstall: before.version > 0 });
  return { portalId, account, event };
}

/** Runs the author's install handlers; answers where they want the browser to go, null when they do not say. Throws what they throw. */
export async function runInstallHandlers(
  parts: AppParts,
  logger: Logger,
  { portalId, event }: PortalInstall,
): Promise<string | null> {
  const redirect = await runInstalled(parts, logger, event);
  if (redirect === null) return null;
  const url = handlerRedirect(redirect, parts.appUrl);
  if (url === null)
    logger.log('error', 'redirect of an install handler ignored: no http address', { portalId });
  return url;
}

/**
 * Where `billing()` sends the browser after an install: to checkout, into the app, or, when nothing is sold to it, nowhere. While the
 * provider is down it is the plan chooser, where the person can try again: the install itself stands.
 */
export async function nextAfterInstall(
  parts: AppParts,
  install: PortalInstall,
): Promise<'app' | 'stay' | { url: string }> {
  const { engine, definition } = parts;
  const { portalId, account } = install;
  if (!definition.usesBilling) return 'app';
  const isEntitled = isSetUp(account.entitlement, engine.rules, engine.clock.now());
  if (!mayStartCheckout(account) || isEntitled) return 'app';
  const plan = defaultPlanFor(engine);
  if (plan === null || !engine.provider || isTestAccount(account)) return 'stay';
  try {
    const start = await startCheckout(engine, accountKey(engine, portalId), plan);
    return start.kind === 'checkout' ? { url: start.url } : 'app';
  } catch (error) {
    if (!isHsxError(error, 'PROVIDER_UNAVAILABLE') && !isHsxError(error, 'PROVIDER_REFUSED')) throw error;
    engine.logger.log('warn', 'installed, but no checkout page could be opened', { portalId, error });
    return { url: await billingPageLink(parts, portalId) };
  }
}

/** Developer, sandbox and test accounts get the free plan and are not asked to pay. */
export function isTestAccount(account: Account): boolean {
  const type = account.install?.accountType;
  return type === 'DEVELOPER_TEST' || type === 'SANDBOX' || type === 'APP_DEVELOPER';
}

function eventOf(
  installed: InstalledPortal,
  facts: { adminEmail: string; isReinstall: boolean },
): AppInstalledEvent {
  return {
    portalId: installed.portalId,
    userEmail: facts.adminEmail,
    userId: installed.userId ?? '',
    scopes: installed.scopes,
    accountType: installed.accountType,
    isReinstall: facts.isReinstall,
  };
}
