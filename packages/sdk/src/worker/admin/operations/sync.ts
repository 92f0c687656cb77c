import { observe } from '../../../billing/shell/observe.js';
import type { Change } from '../../../contract/admin/admin-operations.js';
import type { PortalWish } from '../../../contract/admin/portal-wish.js';
import type { AppParts } from '../../app-parts.js';
import { loadKnown, readPortalId } from '../read-request.js';

/** Reads the provider's present state of the portal's customer and makes the row agree. */
export async function sync({ engine }: AppParts, request: PortalWish): Promise<Change> {
  const { account: before, key } = await loadKnown(engine, readPortalId(request.portalId));
  const after = await observe(engine, key);
  return { portalId: key.portalId, before: before.entitlement, after: after.entitlement };
}
