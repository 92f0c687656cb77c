import { accountKey } from '../../../billing/billing-engine.js';
import { transferSubscription } from '../../../billing/shell/transfer-subscription.js';
import type { AdminAnswer, AdminRequest } from '../../../contract/admin/admin-operations.js';
import type { AppParts } from '../../app-parts.js';
import { readActed, readPortalId } from '../read-request.js';

/** Moves a subscription when a customer changes portals. */
export async function transfer(
  { engine }: AppParts,
  request: AdminRequest<'transfer'>,
): Promise<AdminAnswer<'transfer'>> {
  const { actor, reason } = readActed(request);
  const from = readPortalId(request.fromPortalId, 'fromPortalId');
  const to = readPortalId(request.toPortalId, 'toPortalId');
  const row = async (portalId: string) => (await engine.store.read(accountKey(engine, portalId))).entitlement;
  const [fromBefore, toBefore] = await Promise.all([row(from), row(to)]);
  await transferSubscription(engine, { from, to, actor: `${actor} (${reason})` });
  const [fromAfter, toAfter] = await Promise.all([row(from), row(to)]);
  return {
    from: { portalId: from, before: fromBefore, after: fromAfter },
    to: { portalId: to, before: toBefore, after: toAfter },
  };
}
