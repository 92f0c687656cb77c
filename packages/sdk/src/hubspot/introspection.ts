import { parsePortalId, type PortalId } from '../kernel/ids.js';
import type { HubspotBody } from './call-hubspot.js';
import { textField, wordsField } from './read-fields.js';

/** What HubSpot says of a token: whose it is, or that it is worth nothing. */
export type Introspection =
  | { readonly isActive: false }
  | {
      readonly isActive: true;
      readonly portalId: PortalId;
      /** E-mail of the person who installed; null when HubSpot does not say. */
      readonly userEmail: string | null;
      readonly userId: string | null;
      readonly appId: string | null;
      readonly scopes: readonly string[];
    };

/** Reads an introspection; an unknown token is answered with 200 and `active: false`. Null when the portal is unreadable. */
export function readIntrospection(body: HubspotBody): Introspection | null {
  if (body.active !== true) return { isActive: false };
  const portalId = parsePortalId(body.hub_id);
  if (portalId === null) return null;
  return {
    isActive: true,
    portalId,
    userEmail: textField(body, 'user'),
    userId: textField(body, 'user_id'),
    appId: textField(body, 'app_id'),
    scopes: wordsField(body, 'scopes') ?? [],
  };
}
