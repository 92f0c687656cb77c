import { describe, expect, it } from 'vitest';
import { inLanes } from '../../src/kernel/in-lanes.js';

describe('work in lanes', () => {
  it('is done for every item, no more than so many at a time', async () => {
    const done: number[] = [];
    let [running, most] = [0, 0];
    await inLanes([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      done.push(item);
      running -= 1;
    });
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('goes on past a failure, and throws it in the end', async () => {
    const done: number[] = [];
    const failing = inLanes([1, 2, 3, 4], 2, async (item) => {
      await Promise.resolve();
      if (item <= 2) throw new Error('one');
      done.push(item);
    });
    await expect(failing).rejects.toThrow('one');
    expect(done).toEqual([3, 4]);
  });
});
