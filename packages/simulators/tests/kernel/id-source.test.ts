import { expect, test } from 'vitest';

import { createIdSource } from '../../src/kernel/id-source.js';

test('the same seed gives the same ids, another seed others', () => {
  expect(createIdSource(7, 'stripe').next('cus_')).toBe(createIdSource(7, 'stripe').next('cus_'));
  expect(createIdSource(7, 'stripe').next('cus_')).not.toBe(createIdSource(8, 'stripe').next('cus_'));
});

test('ids of one prefix do not depend on ids of another', () => {
  const one = createIdSource(1, 'stripe');
  const other = createIdSource(1, 'stripe');
  other.next('sub_');
  expect(one.next('cus_')).toBe(other.next('cus_'));
});

test('no id comes twice in ten thousand', () => {
  const ids = createIdSource(1, 'stripe');
  const made = new Set(Array.from({ length: 10_000 }, () => ids.next('evt_')));
  expect(made.size).toBe(10_000);
});
