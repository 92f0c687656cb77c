import { expect, test } from 'vitest';
import { addMonths } from '../src/demo/add-months.js';
import { mismatches } from '../src/demo/demo-step.js';
import { formsOf, linksOf } from '../src/demo/page-forms.js';
import { readClockMove } from '../src/console/read-clock-move.js';
import { travelStops } from '../src/dev/travel-stops.js';
import { createLogger } from '@hs-x/sdk';
import { formatTable } from '../src/terminal/format-table.js';

const at = (text: string): number => Date.parse(`${text}Z`);

test('a journey stops every day at the hour of the daily work, then at its end', () => {
  const stops = travelStops({ fromMs: at('2026-11-20T09:00'), toMs: at('2026-11-23T02:00'), dailyHour: 3 });
  expect(stops).toEqual([at('2026-11-21T03:00'), at('2026-11-22T03:00'), at('2026-11-23T02:00')]);
});

test('a journey within a day stops at its end only', () => {
  expect(travelStops({ fromMs: at('2026-11-20T09:00'), toMs: at('2026-11-20T10:00'), dailyHour: 3 })).toEqual(
    [at('2026-11-20T10:00')],
  );
});

test('a month later is the same day, or the last one of a short month', () => {
  expect(addMonths(at('2026-12-04T09:00'), 2)).toBe(at('2027-02-04T09:00'));
  expect(addMonths(at('2026-12-31T09:00'), 2)).toBe(at('2027-02-28T09:00'));
});

test('a mismatch names the fact, what was expected and what was seen', () => {
  expect(
    mismatches({ plan: 'team', status: 'active' }, { plan: 'team', status: 'trialing', more: 1 }),
  ).toEqual([{ fact: 'status', expected: 'active', seen: 'trialing' }]);
});

test('forms are read with their hidden fields, and without radio buttons nobody chose', () => {
  const html = `<a href="/next?a=1&amp;b=2">n</a><form method="post" action="/pay?x=1&amp;y=2"><input type="hidden" name="token" value="a&quot;b">
    <input type="radio" name="plan" value="free"><input type="radio" name="plan" value="team" checked></form>`;
  const page = { url: 'http://localhost:1/here', status: 200, html };
  expect(formsOf(page)).toEqual([
    { action: 'http://localhost:1/pay?x=1&y=2', method: 'POST', fields: { token: 'a"b', plan: 'team' } },
  ]);
  expect(linksOf(page)).toEqual(['http://localhost:1/next?a=1&b=2']);
});

test('the clock moves by a duration or to a date, and never back', () => {
  const now = at('2026-11-20T09:00');
  expect(readClockMove({ byMs: '3600000' }, now)).toEqual({ toMs: at('2026-11-20T10:00') });
  expect(readClockMove({ to: '2026-12-04T09:00' }, now)).toEqual({ toMs: at('2026-12-04T09:00') });
  expect(readClockMove({ to: '2026-11-19T09:00' }, now)).toHaveProperty('problem');
  expect(readClockMove({ to: '2126-11-19T09:00' }, now)).toHaveProperty('problem');
  expect(readClockMove({ to: 'tomorrow' }, now)).toHaveProperty('problem');
  expect(readClockMove({ byMs: '-5' }, now)).toHaveProperty('problem');
});

test('log lines hold no secret, no token and no card number', () => {
  const lines: string[] = [];
  const logger = createLogger((_level, message, fields) => lines.push(JSON.stringify([message, fields])));
  const key = ['sk', 'test', 'abcdefgh12345678'].join('_');
  logger
    .with({ apiToken: 'hidden-1' })
    .log('info', `used ${key}`, { body: '4242 4242 4242 4242', nested: { password: 'hidden-2' } });
  expect(lines.join()).not.toMatch(/abcdefgh|4242|hidden/);
});

test('tables are aligned by what a person sees', () => {
  expect(
    formatTable(
      ['a', 'b'],
      [
        ['é', 'x'],
        ['long', 'y'],
      ],
    ),
  ).toEqual(['a     b', '────  ─', 'é     x', 'long  y']);
});
