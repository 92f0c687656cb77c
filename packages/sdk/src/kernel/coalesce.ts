/** Runs work of one key one at a time, and lets everybody who asks while it runs share the single run that follows. */
export interface Coalescer {
  /**
   * Runs the work now, or, when work of the same key is under way, once after it. What began before the call may have missed
   * what the caller knows, so the running work is never shared.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

interface Lane {
  current: Promise<unknown>;
  next: Promise<unknown> | null;
}

/** Runs everything for itself: where one caller's work may end before another caller has it, nothing can be shared. */
export const uncoalesced: Coalescer = { run: (_key, work) => work() };

/** Makes a coalescer for one process. */
export function createCoalescer(): Coalescer {
  const lanes = new Map<string, Lane>();
  const start = (key: string, work: () => Promise<unknown>): Promise<unknown> => {
    const current = work();
    const lane: Lane = { current, next: null };
    lanes.set(key, lane);
    const leave = () => {
      if (lanes.get(key) === lane && lane.next === null) lanes.delete(key);
    };
    current.then(leave, leave);
    return current;
  };
  return {
    run<T>(key: string, work: () => Promise<T>): Promise<T> {
      const lane = lanes.get(key);
      if (!lane) return start(key, work) as Promise<T>;
      lane.next ??= lane.current.then(
        () => start(key, work),
        () => start(key, work),
      );
      return lane.next as Promise<T>;
    },
  };
}
