import { expect, test } from 'vitest';

import { createClock, DEFAULT_START_AT } from '../../src/kernel/clock.js';

test('a frozen clock stands still until it is advanced', async () => {
  const clock = createClock();
  expect(clock.now()).toBe(DEFAULT_START_AT);
  await clock.advanceBy(1500);
  expect(clock.now()).toBe(DEFAULT_START_AT + 1500);
});

test('jobs run in order of their instant, then of planning, each at its own instant', async () => {
  const clock = createClock({ startAt: 0 });
  const ran: string[] = [];
  const plan = (name: string, dueAt: number): void => {
    clock.schedule({ dueAt, name, run: () => void ran.push(`${name}@${clock.now()}`) });
  };
  plan('late', 300);
  plan('first', 100);
  plan('second', 100);
  await clock.advanceTo(250);
  expect(ran).toEqual(['first@100', 'second@100']);
  await clock.advanceTo(1000);
  expect(ran).toEqual(['first@100', 'second@100', 'late@300']);
  expect(clock.now()).toBe(1000);
});

test('a job is awaited, and what it plans on the way runs in the same advance', async () => {
  const clock = createClock({ startAt: 0 });
  const ran: number[] = [];
  const repeat = (dueAt: number): void => {
    clock.schedule({
      dueAt,
      name: 'repeat',
      run: async () => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        ran.push(clock.now());
        repeat(dueAt + 10);
      },
    });
  };
  repeat(10);
  await clock.advanceTo(45);
  expect(ran).toEqual([10, 20, 30, 40]);
});

test('listeners hear every move before the jobs of that instant run', async () => {
  const clock = createClock({ startAt: 0 });
  const seen: string[] = [];
  clock.onChange(async (nowMs) => {
    await Promise.resolve();
    seen.push(`told ${nowMs}`);
  });
  clock.schedule({ dueAt: 50, name: 'job', run: () => void seen.push('job') });
  await clock.advanceTo(80);
  expect(seen).toEqual(['told 50', 'job', 'told 80']);
});

test('a job that is due already runs by itself, after the caller has finished', async () => {
  const clock = createClock({ startAt: 0 });
  const seen: string[] = [];
  clock.schedule({ dueAt: 0, name: 'now', run: () => void seen.push('job') });
  seen.push('caller');
  await clock.settle();
  expect(seen).toEqual(['caller', 'job']);
});

test('a canceled job does not run', async () => {
  const clock = createClock({ startAt: 0 });
  const ran: string[] = [];
  const cancel = clock.schedule({ dueAt: 10, name: 'job', run: () => void ran.push('job') });
  cancel();
  await clock.advanceTo(20);
  expect(ran).toEqual([]);
});

test('the clock refuses to go back', async () => {
  const clock = createClock({ startAt: 1000 });
  await expect(clock.advanceTo(999)).rejects.toThrow('cannot go back');
});

test('a failed job fails the advance and does not stop the jobs after it', async () => {
  const clock = createClock({ startAt: 0 });
  const ran: string[] = [];
  clock.schedule({
    dueAt: 10,
    name: 'broken',
    run: () => {
      throw new Error('no');
    },
  });
  clock.schedule({ dueAt: 20, name: 'next', run: () => void ran.push('next') });
  await expect(clock.advanceTo(30)).rejects.toThrow('"broken" failed');
  expect(ran).toEqual(['next']);
  await expect(clock.advanceTo(40)).resolves.toBeUndefined();
});

test('a running clock fires jobs by itself and can be moved ahead', async () => {
  const clock = createClock({ mode: 'running' });
  const ran: string[] = [];
  clock.schedule({ dueAt: clock.now() + 20, name: 'soon', run: () => void ran.push('soon') });
  clock.schedule({ dueAt: clock.now() + 3_600_000, name: 'later', run: () => void ran.push('later') });
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(ran).toEqual(['soon']);
  const before = clock.now();
  await clock.advanceBy(3_600_000);
  expect(ran).toEqual(['soon', 'later']);
  expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  clock.close();
});
