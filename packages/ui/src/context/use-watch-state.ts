import { useSyncExternalStore } from 'react';
import type { BillingWatch, WatchState } from '../watch/billing-watch.js';

/** The watch's state; the component renders again with every change. */
export function useWatchState(watch: BillingWatch): WatchState {
  return useSyncExternalStore(watch.subscribe, watch.getState);
}
