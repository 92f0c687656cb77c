/**
 * Whose token is tried when: a sweep over all portals that takes a week, an hour's share at a time, so that HubSpot is not asked for all at
 * once. The share follows the number of portals the sweep before has seen, and doubles when the week is over and portals are left.
 */
import type { Account } from '../billing/account.js';
import type { PortalId } from '../kernel/ids.js';
import { DAY_MS, type Instant } from '../kernel/instant.js';

/** How far a sweep has come. */
export interface Sweep {
  readonly startedAt: Instant;
  /** The last portal whose turn it was; null before the first. */
  readonly after: PortalId | null;
  readonly isOver: boolean;
  readonly seen: number;
  /** Portals an hour. */
  readonly share: number;
}

/** How a sweep reaches portals. */
export interface SweepReach {
  scan(wish: { after: PortalId | null; limit: number }): Promise<readonly Account[]>;
  /** Null: nobody can say now. */
  isAlive(portalId: PortalId): Promise<boolean | null>;
}

const SWEEP_MS = 7 * DAY_MS;
const HOURS = 7 * 24;
const LEAST_SHARE = 20;
const MOST_SHARE = 2_000;

/** A sweep that begins; `seenBefore` is what the last one has seen, null: nothing is known. */
export function beginSweep(now: Instant, seenBefore: number | null): Sweep {
  const share = Math.min(Math.max(Math.ceil((seenBefore ?? 0) / HOURS), LEAST_SHARE), MOST_SHARE);
  return { startedAt: now, after: null, isOver: false, seen: 0, share };
}

/** Tries the tokens of the hour's share; answers the portals that were refused. A sweep that is over waits until its week is. */
export async function sweepPage(
  last: Sweep,
  now: Instant,
  reach: SweepReach,
): Promise<{ readonly sweep: Sweep; readonly refused: readonly PortalId[] }> {
  const isWeekOver = now >= last.startedAt + SWEEP_MS;
  if (last.isOver && !isWeekOver) return { sweep: last, refused: [] };
  const sweep = last.isOver ? beginSweep(now, last.seen) : last;
  const page = await reach.scan({ after: sweep.after, limit: sweep.share });
  const refused: PortalId[] = [];
  for (const { key, install } of page) {
    if (install?.uninstalledAt !== null) continue;
    if ((await reach.isAlive(key.portalId)) === false) refused.push(key.portalId);
  }
  const isLate = isWeekOver && !last.isOver;
  return {
    refused,
    sweep: {
      ...sweep,
      after: page.at(-1)?.key.portalId ?? sweep.after,
      isOver: page.length < sweep.share,
      seen: sweep.seen + page.length,
      share: isLate ? Math.min(sweep.share * 2, MOST_SHARE) : sweep.share,
    },
  };
}
