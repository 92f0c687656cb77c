import { expect, it } from 'vitest';
import { renderMatrix } from './render-matrix.js';

const onSqlite = {
  file: 'tests/five-hops/five-hops.test.ts',
  fullName: 'install > entitles',
  hasPassed: true,
};
const onD1 = {
  file: 'tests/workers/app-in-workerd.test.ts',
  fullName: 'the five hops in workerd > install > entitles',
  hasPassed: true,
};

it('shows each suite on each store and runtime, what failed, what was not run, and why a place has none', () => {
  const matrix = renderMatrix([onSqlite, onD1, { ...onD1, hasPassed: false }]) ?? '';
  const [, , fiveHops = ''] = matrix.split('\n');
  expect(fiveHops.split(/ {2,}/).slice(0, 7)).toEqual([
    'five hops, also in a browser',
    '1 ok',
    'not run',
    '1 of 2 FAILED',
    '(1)',
    '(2)',
    '(3)',
  ]);
  expect(matrix).toContain('(1) SQLite · workerd: a Worker has no file system');
});

it('is not printed for the tests of one store and runtime alone', () => {
  expect(renderMatrix([onSqlite])).toBeNull();
});
