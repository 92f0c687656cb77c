/** The clock's hand of one process: one tick at a time, whatever the last one did. */
import { createLogger } from '@hs-x/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { startTicker, type Ticker } from '../../packages/sdk/src/runtime/node/ticker.js';
import { withinTime } from '../../packages/sdk/src/worker/within-time.js';

const errors: string[] = [];
const logger = createLogger((level, message) => {
  if (level === 'error') errors.push(message);
});
let ticker: Ticker | undefined;
afterEach(() => ticker?.stop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a ticker', () => {
  it('never runs twice at once, however often it is asked meanwhile', async () => {
    let underWay = 0;
    let most = 0;
    let runs = 0;
    ticker = startTicker(async () => {
      most = Math.max(most, (underWay += 1));
      await pause(300);
      underWay -= 1;
      runs += 1;
    }, logger);
    await pause(1_100);
    await Promise.all([ticker.tickNow(), ticker.tickNow(), ticker.tickNow()]);
    expect(most).toBe(1);
    expect(runs).toBeGreaterThanOrEqual(4);
  });

  it('goes on after a tick that threw, at once when asked', async () => {
    let runs = 0;
    const thrown: unknown[] = [new Error('one'), 'two', null, undefined];
    ticker = startTicker(() => {
      runs += 1;
      if (runs <= thrown.length) throw thrown[runs - 1];
      return Promise.resolve();
    }, logger);
    for (let call = 0; call < 5; call++) await ticker.tickNow();
    expect(runs).toBe(5);
    expect(errors.splice(0)).toHaveLength(4);
  });

  it('leaves longer and longer pauses while it fails', async () => {
    let runs = 0;
    ticker = startTicker(() => {
      runs += 1;
      return Promise.reject(new Error('locked'));
    }, logger);
    await pause(4_500);
    expect(runs).toBe(2);
  });
});

describe('a handler that never ends', () => {
  it('is no longer waited for after its time', async () => {
    const never = withinTime(
      { what: 'A handler of cron.daily', limitMs: 50 },
      () => new Promise(() => undefined),
    );
    await expect(never).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('cron.daily') as unknown,
    });
  });

  it('and fails after its time ends nothing else', async () => {
    const late = withinTime({ what: 'A sync', limitMs: 20 }, async () => {
      await pause(60);
      throw new Error('too late to matter');
    });
    await expect(late).rejects.toMatchObject({ code: 'INTERNAL' });
    await pause(100);
  });
});
