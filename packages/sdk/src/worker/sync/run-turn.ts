/**
 * One turn of one portal's sync: a few pages of its run, then everybody else's turn. Before each page the portal is looked at anew, since who was
 * paying when the run began may have left: its install, its row at `sync:<portal>:<id>`, and what `beforeRun` asks.
 */
import type { RequestBudget } from '../../hubspot/index.js';
import { SECOND_MS } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import type { Ctx } from '../ctx.js';
import { makeCtx } from '../make-ctx.js';
import { withinTime } from '../within-time.js';
import type { SyncDefinition } from './declare-sync.js';
import { runPage } from './run-page.js';
import { settleTurn } from './settle-turn.js';
import { isPausedByOthers, readSyncRow } from './sync-row.js';
import { NO_PROGRESS, type ClaimedSync, type SyncProgress } from './sync-runs.js';
import { endOfError, type TurnEnd, type TurnState } from './turn-end.js';
import { LEASE_MS } from './turn-lease.js';
import { isTurnLost, turnLost } from './turn-lost.js';

/** Longest wait for one portal's `beforeRun`. */
const BEFORE_RUN_LIMIT_MS = 30 * SECOND_MS;
/** A turn is over after so many pages or so long, whichever comes first; the run goes on with the next one. */
const PAGES_A_TURN = 10;
const TURN_MS = 5 * SECOND_MS;

/** Does one turn; answers whether a run came to its end. Throws STORE_UNAVAILABLE when not even that could be noted; the claim lapses then. */
export async function runTurn(
  parts: AppParts,
  sync: SyncDefinition,
  { claimed, budget }: { readonly claimed: ClaimedSync; readonly budget: RequestBudget },
): Promise<boolean> {
  const { clock, logger } = parts.engine;
  const now = clock.now();
  const state: TurnState = { progress: begun(claimed.progress, now), refused: [] };
  let end: TurnEnd;
  try {
    end = await runPages(parts, sync, { claimed, budget, state });
  } catch (error) {
    if (isTurnLost(error)) {
      logger.log('warn', 'a sync’s turn was taken over', { sync: sync.id, portalId: claimed.key.portalId });
      return false;
    }
    const { failures } = state.progress;
    end = endOfError(error, { now: clock.now(), scheduleMs: sync.scheduleMs, failures });
  }
  await settleTurn(parts, sync, { claimed, state, end });
  return end.kind === 'ended';
}

/** A run that is under way goes on; otherwise a new one begins where the last one ended. */
function begun(progress: SyncProgress, now: number): SyncProgress {
  if (progress.startedAt !== null) return progress;
  return { ...progress, startedAt: now, batch: 0, pending: null, counts: NO_PROGRESS.counts };
}

async function runPages(
  parts: AppParts,
  sync: SyncDefinition,
  turn: { readonly claimed: ClaimedSync; readonly budget: RequestBudget; readonly state: TurnState },
): Promise<TurnEnd> {
  const { engine, syncRuns } = parts;
  const { claimed, budget, state } = turn;
  const { key } = claimed;
  const endsAtMs = performance.now() + TURN_MS;
  const logger = engine.logger.with({ sync: sync.id });
  const keep = async (progress: SyncProgress) => {
    const until = engine.clock.now() + LEASE_MS;
    if (!(await syncRuns.keep(claimed, { progress, until }))) throw turnLost();
    state.progress = progress;
  };
  for (let page = 0; page < PAGES_A_TURN && performance.now() < endsAtMs; page++) {
    const { account } = await engine.store.read(key);
    if (account.install?.uninstalledAt !== null) return { kind: 'gone' };
    const dueAt = engine.clock.now() + sync.scheduleMs;
    if (isPausedByOthers(await readSyncRow(parts, sync, key.portalId))) return { kind: 'left', dueAt };
    const ctx = await makeCtx(parts, logger, key.portalId);
    await askBefore(sync, ctx);
    if (isPausedByOthers(await readSyncRow(parts, sync, key.portalId))) return { kind: 'left', dueAt };
    const { moves } = sync;
    if (moves === null) return { kind: 'ended' };
    const outcome = await runPage(parts, { key, sync, moves, ctx, budget, progress: state.progress, keep });
    state.refused.push(...outcome.refused);
    if (outcome.isComplete) return { kind: 'ended' };
  }
  return { kind: 'more' };
}

async function askBefore(sync: SyncDefinition, ctx: Ctx): Promise<void> {
  const limit = { what: `beforeRun of the sync ${sync.id}`, limitMs: BEFORE_RUN_LIMIT_MS };
  await withinTime(limit, async () => sync.beforeRun?.(ctx));
}
