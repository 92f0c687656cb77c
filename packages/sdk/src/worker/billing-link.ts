import type { PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { LINK_LIFE_MS, signLink } from './portal-links.js';
import { upgradeUrl } from './upgrade-url.js';

/** Where a portal's people upgrade: the configured page, or HS-X's own with a signed link for this portal. */
export async function billingLink(parts: AppParts, portalId: PortalId): Promise<string> {
  const url = new URL(upgradeUrl(parts));
  return url.origin === parts.appUrl ? withToken(parts, url, portalId) : url.href;
}

/** HS-X's own billing page with a signed link for this portal, whatever page is configured for upgrades. */
export function billingPageLink(parts: AppParts, portalId: PortalId): Promise<string> {
  return withToken(parts, new URL('/billing/portal', parts.appUrl), portalId);
}

async function withToken(parts: AppParts, page: URL, portalId: PortalId): Promise<string> {
  const expiresAt = parts.engine.clock.now() + LINK_LIFE_MS.billing;
  page.searchParams.set('token', await signLink(parts.signer, { purpose: 'billing', portalId, expiresAt }));
  return page.href;
}
