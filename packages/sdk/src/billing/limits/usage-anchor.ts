/** The windows of a portal, by the anchors its months are counted from. Where anchors come from: `account-anchors.ts`. */
import { earliest, type Instant } from '../../kernel/instant.js';
import { limitKind } from '../../contract/limit-kind.js';
import { dailyWindow, monthlyWindow, type UsageWindow } from './usage-window.js';

/** An anchor, and from when on months are counted from it. */
export interface UsageAnchor {
  readonly anchorAt: Instant;
  /** The end of the last window of the anchor before; null for the first. */
  readonly since: Instant | null;
}

/** The window in which a limit counts at this instant: a UTC day, or a month of the portal's own. */
export function counterWindow(limit: string, anchors: readonly UsageAnchor[], now: Instant): UsageWindow {
  return limitKind(limit) === 'daily' ? dailyWindow(now) : anchoredWindow(anchors, now);
}

/** The monthly window of an instant. After a change of anchor there is one shorter window, up to the new anchor's first day. */
export function anchoredWindow(anchors: readonly UsageAnchor[], now: Instant): UsageWindow {
  const at = inForce(anchors, now);
  const { anchorAt, since } = anchors[at] ?? CALENDAR_MONTHS;
  const { startsAt, endsAt } = monthlyWindow(anchorAt, now);
  return {
    startsAt: since === null || since > now ? startsAt : Math.max(startsAt, since),
    endsAt: earliest([endsAt, anchors[at + 1]?.since]) ?? endsAt,
  };
}

/** Portals of which neither an installation nor a subscription is known count calendar months. */
const CALENDAR_MONTHS: UsageAnchor = { anchorAt: 0, since: null };

/** The index of the latest anchor that has begun; 0 for a clock that is behind all of them. */
export function inForce(anchors: readonly UsageAnchor[], now: Instant): number {
  return Math.max(
    0,
    anchors.findLastIndex(({ since }) => since === null || since <= now),
  );
}
