import { describe, expect, it } from 'vitest';
import {
  BillingUnavailable,
  LimitExceeded,
  PaymentRequired,
  PlanUpgradeRequired,
} from '../../../src/billing/payment-errors.js';
import { HsxError } from '../../../src/kernel/hsx-error.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/kernel/instant.js';
import { endOfError } from '../../../src/worker/sync/turn-end.js';
import { NOW } from '../../billing/given.js';

const facts = { now: NOW, scheduleMs: 5 * MINUTE_MS, failures: 0 };
const hubspot = (httpStatus: number, retryAfterMs: number | null = null) =>
  new HsxError({ code: 'HUBSPOT_UNAVAILABLE', message: 'x', details: { httpStatus, retryAfterMs } });
const limit = (resetsAt: number | null) =>
  new LimitExceeded({ limit: 'l', used: 1, wanted: 1, allowed: 1, resetsAt, currentPlan: 'free' });

describe('an error in a sync’s turn', () => {
  it.each([
    ['no payment', new PaymentRequired('x'), 'billing', 5 * MINUTE_MS],
    [
      'no such feature',
      new PlanUpgradeRequired({ feature: 'f', currentPlan: 'free' }),
      'billing',
      5 * MINUTE_MS,
    ],
    ['a limit that begins again soon', limit(NOW + MINUTE_MS), 'limit', MINUTE_MS],
    ['a limit that begins again next month', limit(NOW + 20 * DAY_MS), 'limit', HOUR_MS],
    ['a gauge', limit(null), 'limit', 5 * MINUTE_MS],
    ['a dead token', new HsxError({ code: 'INSTALL_REVOKED', message: 'x' }), 'uninstalled', HOUR_MS],
    [
      'an access token that HubSpot does not know any more',
      new HsxError({ code: 'HUBSPOT_MISCONFIGURED', message: 'x', details: { httpStatus: 401 } }),
      'uninstalled',
      HOUR_MS,
    ],
  ])('pauses it: %s', (_what, error, reason, waitMs) => {
    expect(endOfError(error, facts)).toEqual({ kind: 'paused', reason, dueAt: NOW + waitMs });
  });

  it.each([
    ['billing that cannot be asked', new BillingUnavailable('x'), MINUTE_MS],
    ['a store that cannot be read', new HsxError({ code: 'STORE_UNAVAILABLE', message: 'x' }), MINUTE_MS],
    ['a rate limit without a time', hubspot(429), 10 * SECOND_MS],
    ['a rate limit with one', hubspot(429, 3 * SECOND_MS), 3 * SECOND_MS],
    ['a lock that says one second, which is too short', hubspot(423, SECOND_MS), 2 * SECOND_MS],
    ['a migration of a day, which is looked at every hour', hubspot(477, DAY_MS), HOUR_MS],
    ['a server error', hubspot(500), 10 * SECOND_MS],
  ])('puts it off and pauses nothing: %s', (_what, error, waitMs) => {
    expect(endOfError(error, facts)).toEqual({ kind: 'putOff', dueAt: NOW + waitMs, error });
  });

  it('that comes again is waited for twice as long each time, an hour at most', () => {
    const waits = [0, 1, 2, 3, 50].map((failures) => {
      const end = endOfError(hubspot(503), { ...facts, failures });
      return end.kind === 'putOff' ? (end.dueAt - NOW) / SECOND_MS : null;
    });
    expect(waits).toEqual([10, 20, 40, 80, 3_600]);
  });

  it('of the author’s is tried again within the schedule', () => {
    const error = new Error('x');
    const dueAfter = (failures: number) => {
      const end = endOfError(error, { ...facts, failures });
      return end.kind === 'failed' ? end.dueAt - NOW : null;
    };
    expect([0, 1, 9].map(dueAfter)).toEqual([MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS]);
  });
});
