/**
 * Which instant a portal's months are counted from: the subscription's billing anchor, without one the installation. A new anchor, such as an
 * upgrade or another interval brings, never ends the running window: what was used stays used until that window's own end, and nobody begins
 * again by upgrading or by installing anew. The anchors are part of the account, so that every process sees the same windows.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { anchoredWindow, inForce, type UsageAnchor } from './usage-anchor.js';

/** The account's anchors as they follow from what is known of it now. Anchors that are over are dropped. */
export function usageAnchorsOf(account: Account, now: Instant): readonly UsageAnchor[] {
  const anchors = account.usageAnchors;
  const wanted = wantedAnchor(account);
  if (wanted === null) return anchors;
  const current = anchors[inForce(anchors, now)];
  if (!current) return [{ anchorAt: wanted, since: null }];
  const next = anchors.at(-1);
  if (next?.anchorAt === wanted && next !== current) return [current, next];
  if (current.anchorAt === wanted) return [current];
  return [current, { anchorAt: wanted, since: anchoredWindow([current], now).endsAt }];
}

/** What the account's billing periods are counted from now, whatever its counters are counted from. */
export function billingAnchorOf(account: Account): Instant {
  return wantedAnchor(account) ?? 0;
}

function wantedAnchor({ subscription, install }: Account): Instant | null {
  return subscription?.billingAnchorAt ?? install?.installedAt ?? null;
}
