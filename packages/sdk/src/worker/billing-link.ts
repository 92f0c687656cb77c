import type { PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { upgradeUrl } from './make-ctx.js';
import { LINK_LIFE_MS, signLink } from './portal-links.js';

/** Where a portal's people upgrade: the configured page, or HS-X's own with a signed link for this portal. */
export async function billingLink(parts: AppParts, portalId: PortalId): Promise<string> {
  const url = new URL(upgradeUrl(parts));
  if (url.origin !== parts.appUrl) return url.href;
  const expiresAt = parts.engine.clock.now() + LINK_LIFE_MS.billing;
  url.searchParams.set('token', await signLink(parts.signer, { purpose: 'billing', portalId, expiresAt }));
  return url.href;
}
