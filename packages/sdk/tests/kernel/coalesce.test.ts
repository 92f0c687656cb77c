import { describe, expect, it } from 'vitest';
import { createCoalescer, uncoalesced } from '../../src/kernel/coalesce.js';

/** Work that ends when it is told to. */
function openWork() {
  const runs: { end: (result: string) => void; fail: (error: Error) => void }[] = [];
  const work = () => new Promise<string>((resolve, reject) => void runs.push({ end: resolve, fail: reject }));
  return { runs, work };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('coalesced work', () => {
  it('that is under way is never shared: who comes later shares the one run after it', async () => {
    const coalescer = createCoalescer();
    const { runs, work } = openWork();
    const first = coalescer.run('a', work);
    const later = [coalescer.run('a', work), coalescer.run('a', work), coalescer.run('a', work)];
    expect(runs.length).toBe(1);
    runs[0]?.end('old');
    await settle();
    expect(runs.length).toBe(2);
    const latest = coalescer.run('a', work);
    runs[1]?.end('new');
    await settle();
    runs[2]?.end('newest');
    expect(await Promise.all([first, ...later, latest])).toEqual(['old', 'new', 'new', 'new', 'newest']);
  });

  it('of another key does not wait', async () => {
    const coalescer = createCoalescer();
    const { work } = openWork();
    void coalescer.run('a', work);
    expect(await coalescer.run('b', () => Promise.resolve('b'))).toBe('b');
  });

  it('that fails tells its callers and nobody else', async () => {
    const coalescer = createCoalescer();
    const { runs, work } = openWork();
    const first = coalescer.run('a', work);
    const second = coalescer.run('a', work);
    runs[0]?.fail(new Error('down'));
    await expect(first).rejects.toThrow('down');
    await settle();
    runs[1]?.end('up');
    expect(await second).toBe('up');
    expect(await coalescer.run('a', () => Promise.resolve('again'))).toBe('again');
  });
});

describe('work that is not coalesced', () => {
  it('runs for each caller and waits for nobody', async () => {
    const { runs, work } = openWork();
    const both = [uncoalesced.run('a', work), uncoalesced.run('a', work)];
    expect(runs.length).toBe(2);
    runs[1]?.end('second');
    runs[0]?.end('first');
    expect(await Promise.all(both)).toEqual(['first', 'second']);
  });
});
