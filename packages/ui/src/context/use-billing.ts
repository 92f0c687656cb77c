import { useMemo } from 'react';
import type { FeatureName } from '../card-types.js';
import type { CardError } from '../call/card-error.js';
import type { BillingSnapshot, Instant } from '../wire/billing-snapshot.js';
import { useCardRuntime } from './card-runtime.js';
import { useWatchState } from './use-watch-state.js';

/** The portal's billing and how to look again. */
export interface Billing {
  /** The last good answer; null before the first. Kept when a later question fails. */
  readonly snapshot: BillingSnapshot | null;
  /** Whether a question is on its way. */
  readonly isLoading: boolean;
  /** Why the latest question failed; null after an answer. */
  readonly error: CardError | null;
  /** The server's present time, unix ms; null before the first answer. */
  readonly now: Instant | null;
  /** Whether the portal may use a feature, as far as the snapshot tells; the server still asks on every call. */
  readonly hasFeature: (feature: FeatureName) => boolean;
  /** Asks now; resolves when answered and never rejects. */
  readonly refresh: () => Promise<void>;
  /**
   * To be called when a link to a billing page is followed: the card looks every 2 seconds for two minutes, every 10
   * seconds up to a quarter of an hour, every minute up to an hour, and stops at the first change it sees.
   */
  readonly expectChange: () => void;
}

/** The portal's billing, shared by all components of the card; within a card only. */
export function useBilling(): Billing {
  const { watch } = useCardRuntime('useBilling()');
  const { snapshot, isLoading, error } = useWatchState(watch);
  const actions = useMemo(
    () => ({ refresh: () => watch.refresh(), expectChange: () => watch.expectChange() }),
    [watch],
  );
  return {
    ...actions,
    snapshot,
    isLoading,
    error,
    now: watch.now(),
    hasFeature: (feature) => snapshot?.features.includes(feature) ?? false,
  };
}
