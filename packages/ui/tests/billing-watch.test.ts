import { describe, expect, it, vi } from 'vitest';
import { CardError, type BillingSnapshot } from '../src/index.js';
import { BillingWatch } from '../src/watch/billing-watch.js';
import { pollDelayMs, type PollQuestion } from '../src/watch/poll-delay.js';
import { retryDelayMs } from '../src/watch/retry-delay.js';
import { buildPaid, buildSnapshot, DAY_MS, NO_ROW, NOW } from './support/build-snapshot.js';
import { pass, useTestClock } from './support/open-card.js';

useTestClock();

const MINUTE_MS = 60_000;

describe('pollDelayMs', () => {
  const idle: PollQuestion = {
    snapshot: buildSnapshot(),
    now: NOW,
    waitedMs: 0,
    sinceClickMs: null,
    isPromptShown: true,
  };

  it('has nothing to wait for without a click, a missing row or an upgrade', () => {
    expect(pollDelayMs(idle)).toBeNull();
    expect(pollDelayMs({ ...idle, snapshot: buildPaid() })).toBeNull();
  });

  it.each([
    [0, 2_000],
    [2 * MINUTE_MS - 1, 2_000],
    [2 * MINUTE_MS, 10_000],
    [15 * MINUTE_MS - 1, 10_000],
    [15 * MINUTE_MS, 60_000],
    [60 * MINUTE_MS - 1, 60_000],
    [60 * MINUTE_MS, null],
  ])('%i ms after a click waits %s ms', (sinceClickMs, delayMs) => {
    expect(pollDelayMs({ ...idle, sinceClickMs })).toBe(delayMs);
  });

  it.each([
    [0, 2_000],
    [30_000, 10_000],
    [5 * MINUTE_MS, 60_000],
    [30 * MINUTE_MS, null],
  ])('%i ms after it began to wait for a row waits %s ms', (waitedMs, delayMs) => {
    expect(pollDelayMs({ ...idle, snapshot: NO_ROW, waitedMs })).toBe(delayMs);
  });

  it('looks every 2 seconds for the minute after an upgrade, while somebody is waiting for it', () => {
    const snapshot = buildSnapshot({ justUpgradedUntil: NOW + 1 });
    expect(pollDelayMs({ ...idle, snapshot })).toBe(2_000);
    expect(pollDelayMs({ ...idle, snapshot, now: NOW + 1 })).toBeNull();
    expect(pollDelayMs({ ...idle, snapshot, isPromptShown: false })).toBeNull();
  });
});

describe('retryDelayMs', () => {
  it('doubles from 2 seconds to a minute and ends after eight tries', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((failures) => retryDelayMs(failures, 0.5));
    expect(delays).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, null]);
  });

  it('is spread by a fifth, so that many cards do not return at once', () => {
    expect([retryDelayMs(1, 0), retryDelayMs(1, 1)]).toEqual([1_600, 2_400]);
  });
});

describe('BillingWatch', () => {
  interface Question {
    readonly answer: (snapshot: BillingSnapshot) => void;
    readonly fail: (thrown: unknown) => void;
  }

  function given() {
    const questions: Question[] = [];
    const watch = new BillingWatch(
      () => new Promise((resolve, reject) => void questions.push({ answer: resolve, fail: reject })),
    );
    return { watch, questions };
  }

  it('lets the answer of the latest question win, whichever comes last', async () => {
    const { watch, questions } = given();
    watch.start();
    void watch.refresh();
    questions[1]!.answer(buildPaid());
    await pass(0);
    questions[0]!.answer(buildSnapshot());
    await pass(0);
    expect(watch.getState().snapshot?.plan?.name).toBe('team');
    expect(watch.getState().isLoading).toBe(false);
  });

  it('moves no more after it was stopped', async () => {
    const { watch, questions } = given();
    const stop = watch.start();
    stop();
    const listener = vi.fn();
    watch.subscribe(listener);
    questions[0]!.answer(buildPaid());
    await watch.refresh();
    await pass(DAY_MS);
    expect(listener).not.toHaveBeenCalled();
    expect(questions).toHaveLength(1);
  });

  it('can be started again', async () => {
    const { watch, questions } = given();
    watch.start()();
    watch.start();
    questions[0]!.answer(buildSnapshot());
    questions[1]!.answer(buildPaid());
    await pass(0);
    expect(watch.getState().snapshot?.plan?.name).toBe('team');
  });

  it("tells the server's time as it goes on, whatever the visitor's clock says", async () => {
    const { watch, questions } = given();
    expect(watch.now()).toBeNull();
    watch.start();
    questions[0]!.answer(buildPaid({ now: 1_000_000 }));
    await pass(0);
    await pass(5_000);
    expect(watch.now()).toBe(1_005_000);
  });

  it('stops looking at the first change it sees after a click', async () => {
    const { watch, questions } = given();
    watch.start();
    questions[0]!.answer(buildSnapshot());
    await pass(0);
    watch.expectChange();
    expect(watch.getState()).toMatchObject({ isExpectingChange: true, willAskAgain: true });
    await pass(2_000);
    questions[1]!.answer(buildPaid());
    await pass(DAY_MS);
    expect(questions).toHaveLength(2);
    expect(watch.getState()).toMatchObject({ isExpectingChange: false, willAskAgain: false });
  });

  it('does not take another answer of the same kind for a change', async () => {
    const { watch, questions } = given();
    watch.start();
    questions[0]!.answer(buildSnapshot());
    await pass(0);
    watch.expectChange();
    await pass(2_000);
    questions[1]!.answer(buildSnapshot({ now: NOW + 2_000, justUpgradedUntil: NOW + 60_000 }));
    await pass(2_000);
    expect(questions).toHaveLength(3);
  });

  it('never asks a second time while a question is under way', async () => {
    const { watch, questions } = given();
    watch.start();
    watch.expectChange();
    await pass(10 * MINUTE_MS);
    expect(questions).toHaveLength(1);
  });

  it('keeps the last answer through an outage and goes on by itself, but not after a refusal', async () => {
    const { watch, questions } = given();
    watch.start();
    questions[0]!.answer(buildPaid());
    await pass(0);
    void watch.refresh();
    questions[1]!.fail(new CardError({ kind: 'outage', code: 'UNREACHABLE', message: 'x' }));
    await pass(0);
    expect(watch.getState()).toMatchObject({ error: { code: 'UNREACHABLE' }, willAskAgain: true });
    expect(watch.getState().snapshot?.plan?.name).toBe('team');
    await pass(2_400);
    expect(questions).toHaveLength(3);
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    questions[2]!.fail(new CardError({ kind: 'failure', code: 'NOT_FOUND', message: 'x' }));
    await pass(DAY_MS);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
    expect(questions).toHaveLength(3);
    expect(watch.getState()).toMatchObject({ error: { code: 'NOT_FOUND' }, willAskAgain: false });
  });
});
