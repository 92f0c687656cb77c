/** Calls that come together are carried out together: where a call costs a way there and back, many cost little more than one. */

/** How calls are put together. */
export interface Gathering<Item, Outcome> {
  /** Carries out one or many; answers the outcomes in the order of the items. */
  readonly run: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** Most items of one run. */
  readonly maxItems: number;
  /** Most runs at the same time; what comes meanwhile waits and goes together with what else waits. */
  readonly maxRuns: number;
  /** Whether the failure of a run may be one item's fault: then each is tried alone, one after the other, so that none fails for the sake of another. */
  readonly isOfOne: (error: unknown) => boolean;
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Makes a function that carries an item out, together with whatever else comes in the same turn of the event loop. */
export function gather<Item, Outcome>(gathering: Gathering<Item, Outcome>): (item: Item) => Promise<Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  let runs = 0;
  let isScheduled = false;
  const begin = (): void => {
    isScheduled = false;
    while (waiting.length > 0 && runs < gathering.maxRuns) {
      runs += 1;
      void carryOut(gathering, waiting.splice(0, gathering.maxItems)).then(() => {
        runs -= 1;
        schedule();
      });
    }
  };
  const schedule = (): void => {
    if (isScheduled || waiting.length === 0 || runs >= gathering.maxRuns) return;
    isScheduled = true;
    setImmediate(begin);
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}

/** Answers everybody who waits; never rejects. */
async function carryOut<Item, Outcome>(
  gathering: Gathering<Item, Outcome>,
  group: readonly Waiting<Item, Outcome>[],
): Promise<void> {
  try {
    const outcomes = await gathering.run(group.map(({ item }) => item));
    for (const [place, { resolve }] of group.entries()) resolve(outcomes[place] as Outcome);
  } catch (error) {
    if (group.length > 1 && gathering.isOfOne(error)) {
      for (const each of group) await carryOut(gathering, [each]);
    } else for (const { reject } of group) reject(error);
  }
}
