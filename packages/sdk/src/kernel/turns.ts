/** Lets work begin now or when its turn has come. */
export type Pace = <Outcome>(work: () => Promise<Outcome>) => Promise<Outcome>;

/** Who may begin when, among all work of one process. */
export interface Turns {
  /**
   * Does the work with these items and whatever else comes for the key before its turn, in the order it came: a key once at a time, different keys
   * side by side. The work is that of whoever came first; everybody whose items were among them gets its outcome.
   */
  together<Item, Outcome>(
    key: string,
    items: readonly Item[],
    work: (items: readonly Item[]) => Promise<Outcome>,
  ): Promise<Outcome>;
  /** Does the work when what was asked before it for the key is over, however that ended. */
  inOrder<Outcome>(key: string, work: () => Promise<Outcome>): Promise<Outcome>;
  /** Does the work in the next free lane. */
  readonly inLane: Pace;
  /** The same for an author's code, in lanes of its own: it may take long, and nothing else waits for it. */
  readonly inAuthorsLane: Pace;
}

/** Makes the turns of one process with so many lanes; `authorsLanes`: default twice as many. */
export function createTurns(lanes: number, authorsLanes = 2 * lanes): Turns {
  const inOrder = ordered();
  const groups = new Map<string, Group>(); // what has not begun
  return {
    together<Item, Outcome>(
      key: string,
      items: readonly Item[],
      work: (items: readonly Item[]) => Promise<Outcome>,
    ) {
      const group = groups.get(key) ?? groupOf(key, (all) => work(all as readonly Item[]));
      group.items.push(...items);
      return group.outcome as Promise<Outcome>;
    },
    inOrder,
    inLane: laned(lanes),
    inAuthorsLane: laned(authorsLanes),
  };

  function groupOf(key: string, work: (items: readonly unknown[]) => Promise<unknown>): Group {
    const items: unknown[] = [];
    const outcome = inOrder(`together ${key}`, () => {
      groups.delete(key);
      return work(items);
    });
    const group = { items, outcome };
    groups.set(key, group);
    return group;
  }
}

interface Group {
  readonly items: unknown[];
  readonly outcome: Promise<unknown>;
}

function ordered(): Turns['inOrder'] {
  const tails = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const own = (tails.get(key) ?? Promise.resolve()).then(work, work);
    const leave = (): void => {
      if (tails.get(key) === own) tails.delete(key);
    };
    tails.set(key, own);
    own.then(leave, leave);
    return own;
  };
}

function laned(lanes: number): Pace {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (busy < lanes) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve)); // whoever leaves hands its lane over
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
