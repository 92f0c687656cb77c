import { describe, expect, it } from 'vitest';
import { gather, type Gathering } from '../../src/store/postgres/gather.js';

/** Runs that end when they are told to. */
function openRuns(more: Partial<Gathering<number, string>> = {}) {
  const runs: { items: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const ask = gather<number, string>({
    run: (items) =>
      new Promise((resolve, reject) => {
        runs.push({ items, end: () => resolve(items.map((item) => `${item}!`)), fail: reject });
      }),
    maxItems: 3,
    maxRuns: 1,
    isOfOne: () => true,
    ...more,
  });
  return { runs, ask, groups: () => runs.map(({ items }) => items) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('calls that come together', () => {
  it('are one run, and each has its own outcome', async () => {
    const { runs, ask, groups } = openRuns();
    const asked = Promise.all([1, 2, 3].map(ask));
    await settle();
    expect(groups()).toEqual([[1, 2, 3]]);
    runs[0]?.end();
    expect(await asked).toEqual(['1!', '2!', '3!']);
  });

  it('that come while as many runs as allowed are under way go together after them, no more than fit', async () => {
    const { runs, ask, groups } = openRuns();
    const asked = [ask(1)];
    await settle();
    for (const item of [2, 3, 4, 5]) {
      asked.push(ask(item));
      await settle();
    }
    expect(groups()).toEqual([[1]]);
    for (const place of [0, 1, 2]) {
      runs[place]?.end();
      await settle();
    }
    expect(groups()).toEqual([[1], [2, 3, 4], [5]]);
    expect(await Promise.all(asked)).toEqual(['1!', '2!', '3!', '4!', '5!']);
  });

  it('are tried alone when the run fails for the fault of one, which fails alone', async () => {
    const { runs, ask, groups } = openRuns();
    const asked = Promise.allSettled([1, 2, 3].map(ask));
    await settle();
    runs[0]?.fail(new Error('2 is bad'));
    await settle();
    runs[1]?.end();
    await settle();
    expect(groups().slice(1)).toEqual([[1], [2]]); // one after the other: a crowd would take every connection
    runs[2]?.fail(new Error('bad'));
    await settle();
    runs[3]?.end();
    expect(groups().slice(1)).toEqual([[1], [2], [3]]);
    expect((await asked).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    void ask(4);
    await settle();
    expect(groups().at(-1)).toEqual([4]);
  });

  it('all fail when it is nobody’s fault', async () => {
    const { runs, ask, groups } = openRuns({ isOfOne: () => false });
    const asked = Promise.allSettled([1, 2].map(ask));
    await settle();
    runs[0]?.fail(new Error('away'));
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(groups().length).toBe(1);
  });
});
