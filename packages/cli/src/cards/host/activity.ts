/** What the cards of the page have done, for the panel beside them, and whether the developer lets the app be unreachable. */

/** One thing a card did. */
export type ActivityEntry =
  | {
      readonly kind: 'call';
      readonly name: string;
      /** The status, or why there was none. */
      readonly outcome: string;
      readonly isGood: boolean;
      readonly tookMs: number;
      readonly attempts: number;
    }
  | { readonly kind: 'note'; readonly level: 'info' | 'warning' | 'error'; readonly text: string };

/** The state the panel draws. */
export interface ActivityState {
  /** Newest first; at most {@link MAX_ENTRIES}. */
  readonly entries: readonly (ActivityEntry & { readonly id: number })[];
  readonly isAppDown: boolean;
}

/** Entries kept. */
const MAX_ENTRIES = 30;

/** The page's only one. */
export interface Activity {
  readonly add: (entry: ActivityEntry) => void;
  readonly setAppDown: (isAppDown: boolean) => void;
  readonly getState: () => ActivityState;
  readonly subscribe: (onChange: () => void) => () => void;
}

/** Nothing has been done yet. */
export function createActivity(): Activity {
  let state: ActivityState = { entries: [], isAppDown: false };
  let added = 0;
  const listeners = new Set<() => void>();
  const set = (next: ActivityState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    add: (entry) => {
      added += 1;
      set({ ...state, entries: [{ ...entry, id: added }, ...state.entries].slice(0, MAX_ENTRIES) });
    },
    setAppDown: (isAppDown) => set({ ...state, isAppDown }),
    getState: () => state,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
