/**
 * The minimal scheduler of syncs: each installed portal's turn comes when its schedule says so, `beforeRun` is asked every time, and a
 * portal that has not paid is paused with reason `billing` until the helper lets it pass again.
 */
import { isPaymentError } from '../billing/payment-errors.js';
import { isHsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import { SECOND_MS, type Instant } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';
import type { Ctx } from './ctx.js';
import { makeCtx } from './make-ctx.js';
import { withinTime } from './within-time.js';
import type { SyncDefinition } from './worker-definition.js';

/** A portal's instance of a sync, kept at `sync:<portal>:<id>`. Fields an author adds are kept. */
interface SyncRow {
  readonly frequency: string;
  readonly status: 'active' | 'paused';
  readonly pausedReason?: string | null;
  readonly lastRunAt?: Instant;
  readonly nextRunAt?: Instant;
}

const PAGE = 500;
/** Longest wait for one portal's `beforeRun`. */
const RUN_LIMIT_MS = 30 * SECOND_MS;

/** Runs every sync of every installed portal whose time has come; returns how many ran. */
export async function runSyncs(parts: AppParts): Promise<number> {
  const { syncs } = parts.definition;
  if (syncs.length === 0) return 0;
  let ran = 0;
  let after: PortalId | null = null;
  for (;;) {
    const page = await parts.engine.store.scan(parts.engine.scope, { after, limit: PAGE });
    for (const { key, install } of page) {
      after = key.portalId;
      if (!install) continue;
      for (const sync of syncs) if (await runSafely(parts, sync, key.portalId)) ran += 1;
    }
    if (page.length < PAGE) return ran;
  }
}

/** One portal's failing sync keeps no other portal's from its turn; a store that fails does, since it fails all of them. */
async function runSafely(parts: AppParts, sync: SyncDefinition, portalId: PortalId): Promise<boolean> {
  try {
    return await runIfDue(parts, sync, portalId);
  } catch (error) {
    if (isHsxError(error, 'STORE_UNAVAILABLE')) throw error;
    parts.engine.logger.log('error', 'sync failed', { sync: sync.id, portalId, error });
    return false;
  }
}

async function runIfDue(parts: AppParts, sync: SyncDefinition, portalId: PortalId): Promise<boolean> {
  const { engine } = parts;
  const now = engine.clock.now();
  const rowKey = `sync:${portalId}:${sync.id}`;
  const readRow = async () =>
    ((await parts.kv.get(engine.scope, { key: rowKey, now })) ?? newRow(sync)) as SyncRow;
  const before = await readRow();
  if (isPausedByOthers(before) || isEarly(before, sync, now)) return false;
  const ctx = await makeCtx(parts, engine.logger.with({ sync: sync.id }), portalId);
  const outcome = await attempt(sync, ctx);
  const row = await readRow(); // the author's code may have paused it meanwhile
  const change = isPausedByOthers(row) ? {} : outcome.change;
  const next = { ...row, ...change, nextRunAt: now + sync.scheduleMs };
  const value = outcome.hasRun ? { ...next, lastRunAt: now } : next;
  await parts.kv.put(engine.scope, { key: rowKey, value, expiresAt: null });
  return outcome.hasRun;
}

/** A portal that has not paid is paused; a billing outage or a failing `beforeRun` only puts the run off. */
async function attempt(
  sync: SyncDefinition,
  ctx: Ctx,
): Promise<{ hasRun: boolean; change: Partial<SyncRow> }> {
  try {
    await withinTime({ what: `beforeRun of the sync ${sync.id}`, limitMs: RUN_LIMIT_MS }, async () =>
      sync.beforeRun?.(ctx),
    );
    return { hasRun: true, change: { status: 'active', pausedReason: null } };
  } catch (error) {
    if (isPaymentError(error))
      return { hasRun: false, change: { status: 'paused', pausedReason: 'billing' } };
    const level = isHsxError(error, 'BILLING_UNAVAILABLE') ? 'warn' : 'error';
    ctx.logger.log(level, 'sync run put off', { error });
    return { hasRun: false, change: {} };
  }
}

/** Whether the next run is still to come. One further away than the schedule says was set by a clock that has been put back since. */
function isEarly({ nextRunAt }: SyncRow, { scheduleMs }: SyncDefinition, now: Instant): boolean {
  return nextRunAt !== undefined && now < nextRunAt && nextRunAt <= now + scheduleMs;
}

function isPausedByOthers(row: SyncRow): boolean {
  return row.status === 'paused' && row.pausedReason !== 'billing';
}

function newRow(sync: SyncDefinition): SyncRow {
  return { frequency: sync.schedule, status: 'active' };
}
