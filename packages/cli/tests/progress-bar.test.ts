import { expect, test } from 'vitest';
import { createProgressBar } from '../src/terminal/progress-bar.js';

function drawn(isTerminal: boolean, steps: readonly (readonly [number, number | null])[]): readonly string[] {
  const texts: string[] = [];
  const bar = createProgressBar({ isTerminal, write: (text) => texts.push(text) }, 'subscriptions');
  for (const [done, total] of steps) bar.show(done, total);
  bar.end();
  return texts;
}

test('a bar is drawn over itself on a terminal', () => {
  expect(drawn(true, [[500, 1_000]])).toEqual([
    `\r\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)} 500 of about 1,000 subscriptions`,
    '\n',
  ]);
});

test('where output is no terminal, there is a plain line every thousand', () => {
  const steps = [100, 1_000, 1_100, 2_050].map((done) => [done, null] as const);
  expect(drawn(false, steps)).toEqual(['1,000 subscriptions\n', '2,050 subscriptions\n']);
});

test('a bar is never full before the end, since the total is only what it was last time', () => {
  expect(drawn(true, [[2_000, 1_000]])[0]).toContain(`${'█'.repeat(23)}░ 2,000 subscriptions`);
});
