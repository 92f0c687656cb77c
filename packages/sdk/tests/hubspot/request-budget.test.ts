import { expect, it } from 'vitest';
import { createRequestBudget } from '../../src/hubspot/request-budget.js';

/** A budget whose time passes only while it makes somebody wait. */
function budgetOf() {
  let nowMs = 0;
  const budget = createRequestBudget(
    () => nowMs,
    (ms) => Promise.resolve(void (nowMs += ms)),
  );
  return { budget, now: () => nowMs };
}

it('lets no more than 110 calls of one portal through in any ten seconds', async () => {
  const { budget, now } = budgetOf();
  const calls: number[] = [];
  for (let call = 0; call < 400; call++) {
    await budget.take('1');
    calls.push(now());
  }
  const most = Math.max(
    ...calls.map((from) => calls.filter((at) => at >= from && at < from + 10_000).length),
  );
  expect(most).toBeGreaterThan(60);
  expect(most).toBeLessThanOrEqual(110);
});

it('keeps one portal’s calls from another’s budget', async () => {
  const { budget, now } = budgetOf();
  for (let call = 0; call < 60; call++) await budget.take('1');
  const before = now();
  for (let call = 0; call < 20; call++) await budget.take('2');
  expect(now()).toBe(before);
});
