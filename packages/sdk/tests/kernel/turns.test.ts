import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/kernel/turns.js';

/** Work that notes that it has begun and ends when it is told to. */
function openWork() {
  const begun: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve, reject) => {
      ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)));
    });
  };
  return { begun, work, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('items of one key', () => {
  it('that come while others of it are worked on are one group, in the order they came', async () => {
    const turns = createTurns(8);
    const { begun, work, end } = openWork();
    const add = (item: string) => turns.together('a', [item], (items) => work(items.join())());
    const outcomes = [add('1')];
    await settle();
    outcomes.push(add('2'), add('3'));
    await settle();
    expect(begun).toEqual(['1']);
    end('1');
    await settle();
    outcomes.push(add('4'));
    await settle();
    expect(begun).toEqual(['1', '2,3']);
    end('2,3');
    await settle();
    end('4');
    expect(await Promise.all(outcomes)).toEqual(['1', '2,3', '2,3', '4']);
  });

  it('wait for none of another key', async () => {
    const turns = createTurns(8);
    void turns.together('a', ['1'], () => new Promise(() => undefined));
    expect(await turns.together('b', ['2'], (items) => Promise.resolve(items))).toEqual(['2']);
  });

  it('whose group fails are told so, and the next group begins', async () => {
    const turns = createTurns(8);
    const failed = turns.together('a', ['1'], () => Promise.reject(new Error('down')));
    await expect(failed).rejects.toThrow('down');
    expect(await turns.together('a', ['2'], (items) => Promise.resolve(items))).toEqual(['2']);
  });
});

describe('work in order', () => {
  it('begins when what was asked before it for the key is over, also when that failed', async () => {
    const turns = createTurns(8);
    const { begun, work, end } = openWork();
    const first = turns.inOrder('a', work('1'));
    const second = turns.inOrder('a', work('2'));
    const other = turns.inOrder('b', work('other'));
    await settle();
    expect(begun).toEqual(['1', 'other']);
    end('1', new Error('down'));
    await expect(first).rejects.toThrow('down');
    await settle();
    expect(begun).toEqual(['1', 'other', '2']);
    end('2');
    end('other');
    expect(await Promise.all([second, other])).toEqual(['2', 'other']);
  });
});

describe('lanes', () => {
  it('bound all work of a process, whoever asks, first come first served', async () => {
    const turns = createTurns(2);
    const { begun, work, end } = openWork();
    const names = ['1', '2', '3', '4', '5'];
    const all = names.map((name) => turns.inLane(work(name)));
    await settle();
    expect(begun).toEqual(['1', '2']);
    end('2', new Error('down'));
    await expect(all[1]).rejects.toThrow('down');
    await settle();
    expect(begun).toEqual(['1', '2', '3']);
    for (const name of ['1', '3']) end(name);
    await settle();
    expect(begun).toEqual(names);
    for (const name of ['4', '5']) end(name);
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
      ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
    ]);
    expect(await turns.inLane(() => Promise.resolve('again'))).toBe('again');
  });
});
