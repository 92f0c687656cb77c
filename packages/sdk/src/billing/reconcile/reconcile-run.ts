import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { ListCursor } from '../observation.js';
import { NO_COVERAGE, type Coverage } from './coverage.js';

/** How far a reconciliation has come: what the next process needs to go on. */
export interface ReconcileRun {
  /** The process that is at it. */
  readonly owner: string;
  readonly startedAt: Instant;
  /** When the last step ended; a run nobody has touched for a while is anybody's to take over. */
  readonly touchedAt: Instant;
  readonly position:
    | { readonly phase: 'listing'; readonly after: ListCursor | null }
    | { readonly phase: 'unlisted'; readonly after: PortalId | null }
    /** Everything has been looked at; what the listing has shown is being forgotten. */
    | { readonly phase: 'forgetting' };
  /** What the listing has shown is noted under this number; a listing that begins again has a higher one. */
  readonly listing: number;
  readonly coverage: Coverage;
}

/** A run over: what it found and how long it took. */
export interface ReconcileReport extends Coverage {
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
}

/** A run that has yet to list its first page. */
export function newRun(owner: string, now: Instant): ReconcileRun {
  return {
    owner,
    startedAt: now,
    touchedAt: now,
    position: { phase: 'listing', after: null },
    listing: now,
    coverage: NO_COVERAGE,
  };
}

/** The run with its listing begun anew: what was listed before counts no longer. */
export function withListingAgain(run: ReconcileRun, now: Instant): ReconcileRun {
  return {
    ...run,
    position: { phase: 'listing', after: null },
    listing: Math.max(now, run.listing + 1),
    coverage: NO_COVERAGE,
  };
}

/** Whether the stored run is the one a step began with: no other process has taken it over, ended it or gone further. */
export function isSameRun(stored: ReconcileRun | null, run: ReconcileRun): boolean {
  return (
    stored?.owner === run.owner &&
    stored.startedAt === run.startedAt &&
    stored.listing === run.listing &&
    stored.position.phase === run.position.phase
  );
}

/** A run nobody has touched for so long has lost its process. */
const ABANDONED_MS = 120_000;

/** Whether another process is at it now. */
export function isBusy(run: ReconcileRun, owner: string, now: Instant): boolean {
  return run.owner !== owner && now - run.touchedAt < ABANDONED_MS;
}
