import { expect, test } from 'vitest';
import { alertLines } from '../../src/billing/views/alert-lines.js';
import { changeLines } from '../../src/billing/views/change-lines.js';
import { coverageLines } from '../../src/billing/views/coverage-lines.js';
import { detailsLines } from '../../src/billing/views/details-lines.js';
import { explanationLines } from '../../src/billing/views/explanation-lines.js';
import { portalTable } from '../../src/billing/views/portal-table.js';
import { receiptLines } from '../../src/billing/views/receipt-lines.js';
import type { View } from '../../src/billing/views/view.js';
import { widthOf } from '../../src/terminal/text-width.js';
import { ALERTS, DENIED, DETAILS, NOW, PORTALS, RECEIPT } from './prepared-answers.js';

const VIEWS: Readonly<Record<string, (view: View) => readonly string[]>> = {
  list: (view) => portalTable(PORTALS, view),
  show: (view) => detailsLines(DETAILS, view),
  explain: (view) => explanationLines(DENIED, view),
  alerts: (view) => alertLines(ALERTS, view),
  erase: (view) => receiptLines(RECEIPT, view),
  change: (view) => changeLines({ portalId: '51200417', before: null, after: DETAILS.entitlement }, view),
};

const CASES = Object.keys(VIEWS).flatMap((name) => [80, 120].map((columns) => [name, columns] as const));

test.each(CASES)('%s looks as it did at %i columns', async (name, columns) => {
  const lines = VIEWS[name]!({ maxWidth: columns, now: NOW });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${name}-${columns}.txt`);
});

test.each(CASES)('no line of %s is wider than a terminal of %i columns', (name, columns) => {
  const tooWide = VIEWS[name]!({ maxWidth: columns, now: NOW }).filter((line) => widthOf(line) > columns);
  expect(tooWide).toEqual([]);
});

test('a list too narrow for everything keeps id, plan, status and access whole', () => {
  const [header, , first] = portalTable(PORTALS, { maxWidth: 40, now: NOW });
  expect(header).toMatch(/^portal +plan +status +access$/);
  expect(first).toMatch(/^51200417 +team +active +yes$/);
});

test('a list on no terminal is as wide as it needs', () => {
  const lines = portalTable(PORTALS, { maxWidth: undefined, now: NOW });
  expect(lines[0]).toContain('updated');
  expect(lines[2]).toContain('ada.operations@northwind-trading.example');
});

test.each(Object.keys(VIEWS))('%s lets no text of a customer steer the terminal', (name) => {
  // eslint-disable-next-line no-control-regex -- the escape character is what must not come through
  expect(VIEWS[name]!({ maxWidth: 120, now: NOW }).join('')).not.toMatch(/\u001b/);
});

test('a cause of drift that this command does not know yet is shown by its name', () => {
  const report = {
    ...{ startedAt: NOW, finishedAt: NOW, listed: 2, unlisted: 0, matched: 1, healed: 1, foreign: 0 },
    unexplained: 0,
    causes: { missingHere: 1, somethingNew: 2 },
  };
  expect(coverageLines(report)).toEqual([
    '2 listed, 1 matched, 1 healed, unexplained = 0',
    '  1 × unknown here, or not counted here',
    '  2 × somethingNew',
  ]);
});
