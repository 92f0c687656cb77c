/** Notes how a turn ended: for the engine when the next one comes, for people at `sync:<portal>:<id>`, and in the log. */
import { isHsxError } from '../../kernel/hsx-error.js';
import type { Instant } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import type { SyncDefinition } from './declare-sync.js';
import { noteFailures } from './sync-alert.js';
import { LEASE_MS } from './turn-lease.js';
import { changeSyncRow, isPausedByOthers, withRefused, type SyncRow } from './sync-row.js';
import type { ClaimedSync, SyncProgress } from './sync-runs.js';
import type { TurnEnd, TurnState } from './turn-end.js';

interface SettledTurn {
  readonly claimed: ClaimedSync;
  readonly state: TurnState;
  readonly end: TurnEnd;
}

/**
 * Writes the row first and gives the turn back last: a crash in between leads to another turn, never to none. Whose turn it is not any more, since
 * another process took it or the portal was erased, writes nothing.
 */
export async function settleTurn(
  parts: AppParts,
  sync: SyncDefinition,
  { claimed, state, end }: SettledTurn,
): Promise<void> {
  const { engine, syncRuns } = parts;
  const { portalId } = claimed.key;
  const now = engine.clock.now();
  const progress = progressAfter(state.progress, end);
  const dueAt = dueAfter(state.progress, { end, sync, now });
  if (!(await syncRuns.keep(claimed, { progress, until: now + LEASE_MS }))) return;
  await changeSyncRow(parts, { sync, portalId }, (row) =>
    rowAfter(row, { progress: state.progress, refused: state.refused, end, now, dueAt }),
  );
  log(parts, sync, { claimed, state, end });
  await noteFailures(parts, { sync, portalId, before: claimed.progress, after: progress, now });
  const isPaused = end.kind === 'paused' || end.kind === 'left';
  await syncRuns.settle(claimed, { progress, dueAt, isPaused });
}

/** A run that is over leaves its cursor to the next one. One that has written nothing yet has not begun. */
function progressAfter(progress: SyncProgress, end: TurnEnd): SyncProgress {
  switch (end.kind) {
    case 'ended':
      return { ...progress, startedAt: null, failures: 0 };
    case 'more':
      return progress;
    case 'failed':
    case 'putOff':
      return notBegun({ ...progress, failures: progress.failures + 1 });
    case 'paused':
    case 'left':
    case 'gone':
      return notBegun(progress);
  }
}

function notBegun(progress: SyncProgress): SyncProgress {
  return progress.batch === 0 && progress.pending === null ? { ...progress, startedAt: null } : progress;
}

/** Runs begin on the beats of their schedule; beats that a run takes longer than are left out. */
function nextBeat(run: { startedAt: Instant; scheduleMs: number; now: Instant }): Instant {
  const { startedAt, scheduleMs, now } = run;
  const beats = Math.floor(Math.max(now - startedAt, 0) / scheduleMs) + 1;
  return Math.min(startedAt + beats * scheduleMs, now + scheduleMs);
}

/** When the next turn comes; null: none does. */
function dueAfter(
  { startedAt }: SyncProgress,
  { end, sync, now }: { readonly end: TurnEnd; readonly sync: SyncDefinition; readonly now: Instant },
): Instant | null {
  switch (end.kind) {
    case 'ended':
      return nextBeat({ startedAt: startedAt ?? now, scheduleMs: sync.scheduleMs, now });
    case 'more':
      return now;
    case 'gone':
      return null;
    case 'paused':
    case 'left':
    case 'putOff':
    case 'failed':
      return end.dueAt;
  }
}

interface RowFacts {
  readonly progress: SyncProgress;
  readonly refused: TurnState['refused'];
  readonly end: TurnEnd;
  readonly now: Instant;
  readonly dueAt: Instant | null;
}

function rowAfter(row: SyncRow, facts: RowFacts): SyncRow {
  const { end, now, dueAt, refused } = facts;
  return {
    ...row,
    ...(isPausedByOthers(row) ? {} : statusAfter(end)),
    nextRunAt: dueAt,
    ...runAfter(facts),
    ...errorAfter(end, now),
    ...(refused.length === 0 ? {} : { refused: withRefused(row, refused, now) }),
  };
}

/** An outage or a fault says nothing about payment: whatever was the case stays so. */
function statusAfter(end: TurnEnd): Partial<SyncRow> {
  switch (end.kind) {
    case 'ended':
    case 'more':
      return { status: 'active', pausedReason: null };
    case 'paused':
      return { status: 'paused', pausedReason: end.reason };
    case 'gone':
      return { status: 'paused', pausedReason: 'uninstalled' };
    case 'left':
    case 'putOff':
    case 'failed':
      return {};
  }
}

function runAfter({ progress, end, now }: RowFacts): Partial<SyncRow> {
  const { startedAt, counts, batch } = progress;
  const hasEnded = end.kind === 'ended';
  if (startedAt === null || (!hasEnded && batch === 0)) return {};
  const lastRun = { ...counts, startedAt, endedAt: hasEnded ? now : null };
  return { lastRun, ...(hasEnded ? { lastRunAt: startedAt } : {}) };
}

function errorAfter(end: TurnEnd, now: Instant): Partial<SyncRow> {
  if (end.kind === 'ended' || end.kind === 'more') return { lastError: null };
  if (end.kind !== 'putOff' && end.kind !== 'failed') return {};
  const { error } = end;
  const code = isHsxError(error) ? error.code : 'INTERNAL';
  // What an author's own error says may hold a customer's data; it is in the log of the one who throws it, or nowhere.
  const message = isHsxError(error) ? error.message : 'The sync’s own code failed; the log says how.';
  return { lastError: { code, message, at: now } };
}

function log({ engine }: AppParts, sync: SyncDefinition, { claimed, state, end }: SettledTurn): void {
  const { portalId } = claimed.key;
  const facts = { sync: sync.id, portalId };
  if (end.kind === 'ended' && sync.moves !== null)
    engine.logger.log('info', 'sync ran', { ...facts, ...state.progress.counts });
  if (end.kind === 'paused') engine.logger.log('info', 'sync paused', { ...facts, paused: end.reason });
  if (end.kind === 'putOff') engine.logger.log('warn', 'sync run put off', { ...facts, error: end.error });
  if (end.kind === 'failed') engine.logger.log('error', 'sync failed', { ...facts, error: end.error });
}
