import { accountKey } from '../../../billing/billing-engine.js';
import { explain as explainAccount } from '../../../billing/explain/explain.js';
import type { Explanation } from '../../../contract/admin/explanation.js';
import type { PortalWish } from '../../../contract/admin/portal-wish.js';
import type { AppParts } from '../../app-parts.js';
import { readLine, readPortalId } from '../read-request.js';

const JOURNAL_LINES = 200;

/** Why the portal has, or has not, access or one feature. */
export async function explain(
  { engine }: AppParts,
  request: PortalWish & { readonly feature?: string },
): Promise<Explanation> {
  const key = accountKey(engine, readPortalId(request.portalId));
  const feature =
    request.feature === undefined ? null : readLine(request.feature, { name: 'feature', longest: 100 });
  const [{ account }, journal] = await Promise.all([
    engine.store.load(key),
    engine.store.journal(key, JOURNAL_LINES),
  ]);
  return explainAccount({ account, feature, journal, rules: engine.rules, now: engine.clock.now() });
}
