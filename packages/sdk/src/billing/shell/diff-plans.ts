/** A what-if over every portal: reads accounts and usage, decides, commits nothing. */
import type { Page } from '../../contract/admin/page.js';
import type { PortalDifference } from '../../contract/admin/portal-difference.js';
import { limitKind } from '../../contract/limit-kind.js';
import type { PortalId } from '../../kernel/ids.js';
import type { Account } from '../account.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import { usageAnchorsOf } from '../limits/account-anchors.js';
import { counterWindow } from '../limits/usage-anchor.js';
import { portalDifference, type PlanFile } from '../plan-diff/portal-difference.js';

const PAGE = 500;

/** The two files, and who counts what exists. */
export interface PlanDiffWish {
  readonly before: PlanFile;
  readonly after: PlanFile;
  /** Where to go on; null: from the first portal. */
  readonly from: PortalId | null;
  /** How many of a limit's things the portal has; null: nobody counts them. */
  readonly countGauge: (portalId: PortalId, limit: string) => Promise<number | null>;
}

type Reader = Pick<BillingEngine, 'store' | 'scope' | 'usage' | 'clock'>;

/** The portals of one page, at most 500, for which something changes, in order of portal id. Throws STORE_UNAVAILABLE. */
export async function diffPlans(engine: Reader, wish: PlanDiffWish): Promise<Page<PortalDifference>> {
  const accounts = await engine.store.scan(engine.scope, { after: wish.from, limit: PAGE });
  const entries: PortalDifference[] = [];
  for (const account of accounts) {
    const difference = await diffPortal(engine, wish, account);
    if (difference) entries.push(difference);
  }
  return { entries, next: accounts.length < PAGE ? null : (accounts.at(-1)?.key.portalId ?? null) };
}

/** What is used is read only where a limit changes. */
async function diffPortal(
  engine: Reader,
  { before, after, countGauge }: PlanDiffWish,
  account: Account,
): Promise<PortalDifference | null> {
  const wish = { account, before, after, now: engine.clock.now() };
  const rough = portalDifference({ ...wish, usedOf: () => null });
  if (rough === null || rough.limits.length === 0) return rough;
  const used = new Map<string, number | null>();
  for (const { limit } of rough.limits) {
    const isGauge = limitKind(limit) === 'gauge';
    used.set(
      limit,
      isGauge ? await countGauge(account.key.portalId, limit) : await counted(engine, account, limit),
    );
  }
  return portalDifference({ ...wish, usedOf: (limit) => used.get(limit) ?? null });
}

function counted({ scope, usage, clock }: Reader, account: Account, limit: string): Promise<number> {
  const now = clock.now();
  const window = counterWindow(limit, usageAnchorsOf(account, now), now);
  return usage.used({ key: accountKey({ scope }, account.key.portalId), limit, window });
}
