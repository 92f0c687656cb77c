import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';

/** Into the portal, where the app's cards are. */
export function appLink(parts: AppParts, portalId: PortalId): string {
  return `${parts.hubspot.origins.appOrigin}/contacts/${portalId}`;
}
