import { describe, expect, it } from 'vitest';
import { billing } from '../../src/worker/billing-plugin.js';
import { defineWorker, type Worker } from '../../src/worker/define-worker.js';
import { parseSchedule } from '../../src/worker/schedule.js';

const handler = () => Promise.resolve({});

function refusalOf(declare: (worker: Worker) => void): string {
  try {
    defineWorker(({ worker }) => declare(worker));
    return 'accepted';
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
}

describe('a worker', () => {
  it('keeps what was declared, several handlers a trigger in order', () => {
    const first = () => Promise.resolve();
    const second = () => Promise.resolve();
    const definition = defineWorker(({ worker }) => {
      worker.use(billing());
      worker.trigger('cron.daily', first);
      worker.trigger('cron.daily', second);
      worker.action('enrichContact', handler);
      worker.tool('research-account', { run: handler });
      worker.fn('getInsights', handler);
    });
    expect(definition.triggers['cron.daily']).toEqual([first, second]);
    expect([
      ...definition.actions.keys(),
      ...definition.tools.keys(),
      ...definition.functions.keys(),
    ]).toEqual(['enrichContact', 'research-account', 'getInsights']);
    expect([definition.usesBilling, defineWorker(() => undefined).usesBilling]).toEqual([true, false]);
  });

  it('names syncs after what they write, the second one with a number', () => {
    const options = { into: 'contacts', schedule: '5m', schema: {} };
    const { syncs } = defineWorker(({ worker }) => [1, 2].forEach((source) => worker.sync(source, options)));
    expect(syncs).toMatchObject([
      { id: 'contacts', source: 1, scheduleMs: 300_000 },
      { id: 'contacts-2', source: 2 },
    ]);
  });

  it('refuses an unknown trigger and names those there are', () => {
    expect(refusalOf((worker) => worker.trigger('app.installed' as never, handler as never))).toBe(
      'REQUEST_INVALID: There is no trigger "app.installed"; there are: hubspot.app.installed, hubspot.app.uninstalled, hubspot.webhook, billing.upgraded, billing.downgraded, billing.subscription_ended, billing.retention_ended, billing.usage_threshold, stripe.webhook, cron.daily.',
    );
    expect(refusalOf((worker) => worker.trigger('constructor' as never, handler as never))).toMatch(
      /^REQUEST_INVALID/,
    );
  });

  it('refuses a name that is declared twice, kind by kind', () => {
    const twice = (kind: 'fn' | 'action') => (worker: Worker) => {
      worker.fn('a', handler);
      worker[kind]('a', handler);
    };
    expect(refusalOf(twice('action'))).toBe('accepted');
    expect(refusalOf(twice('fn'))).toBe(
      'REQUEST_INVALID: The function "a" is declared twice; each name works once.',
    );
  });

  it('keeps what HubSpot shows of an action beside its handler; a handler alone is short for nothing more', () => {
    const options = {
      label: 'Enrich the contact',
      inputFields: { depth: { type: 'number', label: 'Depth', isRequired: true } },
      supportedClients: [
        { client: 'WORKFLOWS' },
        { client: 'AGENTS', toolType: 'GET_DATA', actionDescription: 'Looks the company up.' },
      ],
      free: 'it only reads what the portal has',
      run: handler,
    } as const;
    const { actions, functions } = defineWorker(({ worker }) => {
      worker.action('enrich', options);
      worker.action('plain', handler);
      worker.fn('slow', { run: handler, timeLimitMs: 60_000 });
    });
    expect(actions.get('enrich')).toEqual(options);
    expect(actions.get('plain')).toEqual({ run: handler });
    expect(functions.get('slow')?.timeLimitMs).toBe(60_000);
  });

  it('refuses "free" without a reason, and a time HubSpot would not wait', () => {
    expect(refusalOf((worker) => worker.action('a', { run: handler, free: ' ' }))).toMatch(
      /^REQUEST_INVALID: The action "a" is marked free without a reason/,
    );
    for (const timeLimitMs of [0, 999, 110_001, NaN]) {
      expect(refusalOf((worker) => worker.fn('a', { run: handler, timeLimitMs }))).toMatch(
        /^REQUEST_INVALID: The function "a" has timeLimitMs/,
      );
    }
  });

  it.each(['', '1st', 'a b', 'a/b', '../a', 'é', 'a'.repeat(65)])('refuses the name "%s"', (name) => {
    expect(refusalOf((worker) => worker.action(name, handler))).toMatch(/^REQUEST_INVALID: The action name/);
  });
});

describe('a schedule', () => {
  it.each([
    ['10s', 10_000],
    ['1m', 60_000],
    ['5m', 300_000],
    ['12h', 43_200_000],
    ['1d', 86_400_000],
  ])('of %s is %s ms', (text, scheduleMs) => {
    expect(parseSchedule(text)).toBe(scheduleMs);
  });

  it.each(['', '5', 'm', '0m', '9s', '05m', '5 m', '5M', '1w', '-5m', '1.5h', '99999d', '5m5m'])(
    'of "%s" is refused',
    (text) => {
      expect(() => parseSchedule(text)).toThrow(
        /is not allowed: expected a number and s, m, h or d, at least 10s/,
      );
    },
  );
});
