/**
 * A deploy may change what plans hold. That counts as a change of plan for the portals on them, though no provider tells of it: so the
 * table the accounts were last decided with is kept, and where it differs from the present one the accounts concerned are decided anew,
 * a page a tick, from where a restart left off.
 */
import type { Account } from '../billing/account.js';
import { transact } from '../billing/shell/transact.js';
import type { Rules } from '../billing/rules.js';
import type { PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';

/** What a plan holds, as comparable text, by its name. */
type TableText = Readonly<Record<string, string>>;

/** How far the accounts have been decided with the present table. */
interface Progress {
  readonly table: TableText;
  /** Tables that some accounts may still have been decided with; empty: none. */
  readonly former: readonly TableText[];
  readonly after: PortalId | null;
}

const STATE_KEY = 'hsx:plan-table';
const PAGE = 200;

/** Makes the work of one tick; it costs nothing once every account has been decided with the present table. */
export function createPlanTableChange(parts: AppParts): () => Promise<void> {
  const { engine, kv } = parts;
  let isDone = engine.rules.isHandWired;
  return async () => {
    if (isDone) return;
    try {
      const progress = await readProgress(parts);
      const next = progress.former.length === 0 ? progress : await decidePage(parts, progress);
      await kv.put(engine.scope, { key: STATE_KEY, value: next, expiresAt: null });
      isDone = next.former.length === 0;
    } catch (error) {
      engine.logger.log('error', 'a changed plan table was not carried through; the next tick goes on', {
        error,
      });
    }
  };
}

async function readProgress({ engine, kv }: AppParts): Promise<Progress> {
  const table = tableText(engine.rules);
  const stored = await kv.get(engine.scope, { key: STATE_KEY, now: engine.clock.now() });
  const known = stored as Progress | null;
  if (known === null) return { table, former: [], after: null };
  if (changedPlans(known.table, table).length === 0) return known;
  return { table, former: [...known.former, known.table], after: null };
}

async function decidePage({ engine }: AppParts, progress: Progress): Promise<Progress> {
  const changed = new Set(progress.former.flatMap((former) => changedPlans(former, progress.table)));
  const page = await engine.store.scan(engine.scope, { after: progress.after, limit: PAGE });
  for (const account of page) {
    if (!isConcerned(account, changed, engine.rules)) continue;
    await transact(engine, account.key, () => ({ kind: 'plansChanged' }));
  }
  const after = page.at(-1)?.key.portalId ?? null;
  return page.length < PAGE ? { ...progress, former: [], after: null } : { ...progress, after };
}

function isConcerned(account: Account, changed: ReadonlySet<string>, { plans }: Rules): boolean {
  const { subscription, entitlement, grants } = account;
  const names = [subscription?.plan, entitlement?.plan, ...grants.map((grant) => grant.plan)];
  if (names.some((name) => name != null && changed.has(name))) return true;
  if (!subscription) return false;
  const plan = plans.withPrice(subscription.priceIds)?.name ?? null;
  return plan === null ? subscription.priceUnknownSince === null : plan !== subscription.plan;
}

function changedPlans(former: TableText, present: TableText): readonly string[] {
  const names = new Set([...Object.keys(former), ...Object.keys(present)]);
  return [...names].filter((name) => former[name] !== present[name]);
}

function tableText({ plans }: Rules): TableText {
  const entries = plans.plans.map(({ name, rank, priceIds, features, limits }) => {
    const sorted = Object.entries(limits).sort(([left], [right]) => (left < right ? -1 : 1));
    return [name, JSON.stringify([rank, [...priceIds].sort(), [...features].sort(), sorted])] as const;
  });
  return Object.fromEntries(entries);
}
