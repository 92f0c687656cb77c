import { describe, expect, it } from 'vitest';
import { consume, usage } from '../../src/index.js';
import { isPaymentError } from '../../src/billing/payment-errors.js';
import { buildBillingConfig, buildPlan } from '../../src/testing/index.js';
import { install, openWorld } from '../billing/shell/world.js';
import { ctxOf, openApp } from './app-parts.js';

const ALLOWED = 5_000;
const BILLING = buildBillingConfig({
  plan: { free: buildPlan('free', { limits: { records_per_month: ALLOWED } }) },
  plans: ['free'],
});

/** How many of the calls counted; any outcome but "counted" and "no more fits" fails the test. */
async function countedOf(calls: readonly Promise<void>[]): Promise<number> {
  const outcomes = await Promise.allSettled(calls);
  const errors = outcomes.filter((outcome) => outcome.status === 'rejected');
  const unexpected = errors.find(({ reason }) => !isPaymentError(reason));
  if (unexpected) throw unexpected.reason;
  return outcomes.length - errors.length;
}

describe('10,000 calls at once against a limit of 5,000', () => {
  it('count exactly 5,000, over two connections to one file, and each threshold is told once', async () => {
    const app = await openApp({ billing: BILLING });
    await install(app);
    const other = await openApp({ billing: BILLING, before: await openWorld({ before: app }) });
    const contexts = await Promise.all([ctxOf(app), ctxOf(other)]);
    const calls = contexts.flatMap((ctx) =>
      Array.from({ length: ALLOWED }, () => consume(ctx, 'records_per_month', 1)),
    );
    expect(calls).toHaveLength(10_000);
    expect(await countedOf(calls)).toBe(ALLOWED);
    expect(await usage(contexts[0], 'records_per_month')).toMatchObject({ used: ALLOWED });
    const now = app.clock.now();
    const effects = await app.engine.outbox.claim(app.engine.scope, { now, limit: 100, leaseMs: 1 });
    const told = effects.map(({ effect }) => effect).filter(({ kind }) => kind === 'runTrigger');
    expect(told).toMatchObject([
      { event: { threshold: 80, used: 4_000 } },
      { event: { threshold: 100, used: 5_000 } },
    ]);
  }, 300_000);

  it('count exactly 5,000 when each call is made twice with its key', async () => {
    const app = await openApp({ billing: BILLING });
    await install(app);
    const ctx = await ctxOf(app);
    const calls = Array.from({ length: 10_000 }, (_, call) =>
      consume(ctx, 'records_per_month', 2, { key: `call ${call % 5_000}` }),
    );
    const counted = await countedOf(calls);
    expect(await usage(ctx, 'records_per_month')).toMatchObject({ used: ALLOWED });
    expect(counted).toBe(5_000);
  }, 300_000);
});
