import type { Grant } from '../../../billing/account.js';
import { isGrantLive } from '../../../billing/entitlement-row.js';
import { transact } from '../../../billing/shell/transact.js';
import type { Change } from '../../../contract/admin/admin-operations.js';
import type { GrantEntry } from '../../../contract/admin/grant-entry.js';
import type { Acted, PortalWish } from '../../../contract/admin/portal-wish.js';
import { HsxError } from '../../../kernel/hsx-error.js';
import type { AppParts } from '../../app-parts.js';
import { grantEntry } from '../grant-entry.js';
import { loadKnown, readActed, readPortalId } from '../read-request.js';
import { refuseHandWired } from './grant.js';

/** Takes a grant back; without an id the portal's only live one. */
export async function revoke(
  { engine }: AppParts,
  request: PortalWish & Acted & { readonly grantId?: string },
): Promise<Change & { readonly grant: GrantEntry }> {
  refuseHandWired(engine.rules.isHandWired);
  const { actor, reason } = readActed(request);
  const { account: before, key } = await loadKnown(engine, readPortalId(request.portalId));
  const now = engine.clock.now();
  const live = before.grants.filter((grant) => isGrantLive(grant, now));
  const { grantId } = chooseGrant(live, request);
  const after = await transact(engine, key, () => ({ kind: 'grantRevoked', grantId, actor, reason }));
  const revoked = after.grants.find((grant) => grant.grantId === grantId);
  if (!revoked) throw noGrant(request.portalId, live);
  return {
    portalId: key.portalId,
    before: before.entitlement,
    after: after.entitlement,
    grant: grantEntry(revoked, now),
  };
}

function chooseGrant(
  live: readonly Grant[],
  { portalId, grantId }: { portalId: string; grantId?: string },
): Grant {
  const chosen = grantId === undefined ? live : live.filter((grant) => grant.grantId === grantId);
  const [only, ...others] = chosen;
  if (!only) throw noGrant(portalId, live);
  if (others.length === 0) return only;
  throw new HsxError({
    code: 'CONFLICT',
    message: `Portal ${portalId} has ${chosen.length} live grants: ${idsOf(chosen)}.`,
    hint: 'Name the one to take back.',
  });
}

function noGrant(portalId: string, live: readonly Grant[]): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: `Portal ${portalId} has no such live grant.`,
    hint: live.length === 0 ? 'It has none at all.' : `It has ${idsOf(live)}.`,
  });
}

function idsOf(grants: readonly Grant[]): string {
  return grants.map(({ grantId }) => grantId).join(', ');
}
