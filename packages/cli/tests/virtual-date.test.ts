import { afterEach, expect, test } from 'vitest';
import { installVirtualDate, type VirtualDate } from '../src/dev/virtual-date.js';

const START = Date.UTC(2026, 10, 20, 9, 0, 0);
let date: VirtualDate | undefined;

afterEach(() => date?.restore());

test('"now" is the virtual instant, everywhere Date tells it', () => {
  date = installVirtualDate({ mode: 'frozen', at: START });
  expect(Date.now()).toBe(START);
  expect(new Date().toISOString()).toBe('2026-11-20T09:00:00.000Z');
  expect(Date()).toBe(new Date(START).toString());
});

test('a frozen time stands still until it is moved', () => {
  date = installVirtualDate({ mode: 'frozen', at: START });
  date.follow({ mode: 'frozen', at: START + 86_400_000 });
  expect(new Date().toISOString()).toBe('2026-11-21T09:00:00.000Z');
});

test('a running time goes on with the wall clock, at its offset', () => {
  date = installVirtualDate({ mode: 'running', offsetMs: 86_400_000 });
  expect(Date.now() - date.wallNow()).toBeCloseTo(86_400_000, -2);
});

test('given values, parsing and subclasses work as before', () => {
  date = installVirtualDate({ mode: 'frozen', at: START });
  class Appointment extends Date {}
  expect(new Date(0).getTime()).toBe(0);
  expect(new Date(2026, 0, 31).getDate()).toBe(31);
  expect(Date.parse('2026-01-01T00:00:00Z')).toBe(Date.UTC(2026, 0, 1));
  expect(new Appointment().getTime()).toBe(START);
  expect(new Appointment()).toBeInstanceOf(Appointment);
  expect(new Date()).toBeInstanceOf(Date);
  expect(new Date().constructor).toBe(Date);
});

test('the wall clock stays in reach for signatures', () => {
  const before = Date.now();
  date = installVirtualDate({ mode: 'frozen', at: START });
  expect(date.wallNow()).toBeGreaterThanOrEqual(before);
  expect(date.wallNow() - before).toBeLessThan(5_000);
});
