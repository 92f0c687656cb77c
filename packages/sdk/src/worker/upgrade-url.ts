import type { AppParts } from './app-parts.js';

/** The page where a portal sees and changes its plan: the configured one, or HS-X's own. */
export function upgradeUrl(parts: Pick<AppParts, 'config' | 'appUrl'>): string {
  return parts.config.billing.upgrade_url ?? `${parts.appUrl}/billing/portal`;
}
