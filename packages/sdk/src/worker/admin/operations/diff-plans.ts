import { knownFeatures } from '../../../billing/plan-diff/known-features.js';
import type { PlanFile } from '../../../billing/plan-diff/portal-difference.js';
import { createRules } from '../../../billing/rules.js';
import { diffPlans as diffPortals } from '../../../billing/shell/diff-plans.js';
import type { BillingConfig } from '../../../contract/app-config.js';
import type { AdminAnswer, AdminRequest } from '../../../contract/admin/admin-operations.js';
import { makeAppCtx } from '../../make-ctx.js';
import { runningSyncs, syncResource } from '../../resources/sync-resource.js';
import type { AppParts } from '../../app-parts.js';
import { invalid, readPortalId } from '../read-request.js';

/** One page of the portals for which other plans would change something. */
export async function diffPlans(
  parts: AppParts,
  request: AdminRequest<'diffPlans'>,
): Promise<AdminAnswer<'diffPlans'>> {
  const { engine, config } = parts;
  const { kv } = makeAppCtx(parts, engine.logger);
  return diffPortals(engine, {
    before: planFile(parts, request.from ?? config.billing),
    after: planFile(parts, request.to),
    from: request.after === undefined ? null : readPortalId(request.after, 'after'),
    countGauge: (portalId, limit) =>
      limit === syncResource.limit ? runningSyncs(kv, portalId) : Promise.resolve(null),
  });
}

function planFile({ engine }: AppParts, billing: BillingConfig): PlanFile {
  const { mode } = engine.scope;
  try {
    const rules = createRules(billing, { mode, isHandWired: engine.rules.isHandWired });
    return { rules, features: knownFeatures(billing) };
  } catch {
    throw invalid('from and to must be the [billing] table of a checked hs-x.toml.');
  }
}
