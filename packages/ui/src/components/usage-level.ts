import type { LimitUsage } from '../wire/billing-snapshot.js';

/** How full a limit is; the marks are those of the usage mails. */
export type UsageLevel = 'unlimited' | 'excluded' | 'uncounted' | 'normal' | 'nearly_full' | 'full';

const NEARLY_FULL = 0.8;

/** How full a limit is: nearly from 80 %, full from 100 %. */
export function usageLevel({ used, allowed }: LimitUsage): UsageLevel {
  if (allowed < 0) return 'unlimited';
  if (allowed === 0) return 'excluded';
  if (used === null) return 'uncounted';
  if (used >= allowed) return 'full';
  return used >= allowed * NEARLY_FULL ? 'nearly_full' : 'normal';
}
