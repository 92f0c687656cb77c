/**
 * Keeps the calls of one process for one portal below HubSpot's limit: 110 in ten seconds for each installing account (usage guidelines, read
 * 2026-11-20). A part of it is left for the calls an author makes and for another process; HubSpot's 429 has the last word.
 */
import type { PortalId } from '../kernel/ids.js';
import { SECOND_MS } from '../kernel/instant.js';

/** Calls that may be made at once. */
const BURST = 20;
/** Calls that come back every second: at most 80 in any ten. */
const PER_SECOND = 6;
/** Portals remembered; one that has not called for longer has its whole burst again anyway. */
const MAX_PORTALS = 10_000;

/** Lets calls through at HubSpot's pace. */
export interface RequestBudget {
  /** Returns when one more call for the portal may be made. */
  take(portalId: PortalId): Promise<void>;
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** A budget for one process. `nowMs` is a clock that only runs on, and never a virtual one: HubSpot's ten seconds are real. */
export function createRequestBudget(
  nowMs: () => number = () => performance.now(),
  pause: (ms: number) => Promise<void> = sleep,
): RequestBudget {
  const buckets = new Map<PortalId, Bucket>();
  return {
    async take(portalId) {
      const at = nowMs();
      const before = buckets.get(portalId) ?? { left: BURST, at };
      const left = Math.min(BURST, before.left + ((at - before.at) * PER_SECOND) / SECOND_MS) - 1;
      if (buckets.size >= MAX_PORTALS) buckets.clear();
      buckets.set(portalId, { left, at });
      if (left < 0) await pause((-left * SECOND_MS) / PER_SECOND);
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
