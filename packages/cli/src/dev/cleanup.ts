/** What has to be undone, last done first; nothing is undone twice. */
export interface Cleanup {
  add(undo: () => Promise<void> | void): void;
  /** Undoes everything, also when one undoing fails; its error is thrown at the end. */
  run(): Promise<void>;
}

/** A cleanup with nothing in it. */
export function createCleanup(): Cleanup {
  const undos: (() => Promise<void> | void)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let undo = undos.pop(); undo; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'Stopping failed.');
  };
  return {
    add: (undo) => undos.push(undo),
    run: () => (running ??= runAll()),
  };
}
