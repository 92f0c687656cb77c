import { describe, expect, it } from 'vitest';
import { claimSlices, sealSlices, selectTotals } from '../../src/store/meter-ledger.js';
import { sqlite } from '../../src/store/schema.js';
import { tellUsage } from '../../src/store/tell-usage.js';
import {
  deleteKeys,
  deleteSlices,
  deleteWindows,
  markRefunded,
  selectKey,
  selectUsed,
  takeFromWindow,
} from '../../src/store/usage-statements.js';
import { STORE_NOW, STORE_SCOPE } from '../../src/testing/store-wishes.js';
import { COUNTER, countOf, refundOf } from '../../src/testing/usage-wishes.js';
import { planOf } from './plan-of.js';

const COUNTER_BY_KEY = /SEARCH usage_windows USING .*autoindex_usage_windows_1 .*window_start=\?\)/;

const BY_STATE =
  /SEARCH usage_slices USING .*INDEX usage_slices_open \(app=\? AND mode=\? AND state=\? AND next_attempt_at<\?\)/;

describe('the query plans of usage', () => {
  it('find a counter by primary key, to read it, to take from it and to tell of it', async () => {
    const telling = {
      from: 8,
      effect: { kind: 'sendEmail', key: 'k', template: 't', to: 'a@example.com', data: { used: 0 } },
      unlessTold: 'other',
    } as const;
    expect(await planOf(selectUsed(sqlite, COUNTER))).toMatch(COUNTER_BY_KEY);
    expect(await planOf(takeFromWindow(sqlite, COUNTER, 1))).toMatch(COUNTER_BY_KEY);
    const told = await planOf(tellUsage(sqlite, countOf(1), telling));
    expect(told).toMatch(COUNTER_BY_KEY);
    expect(told).toMatch(/SEARCH outbox USING .*autoindex_outbox_1 .*key=\?\)/);
    expect(told).not.toMatch(/SCAN/);
  });

  it('find a key by primary key', async () => {
    const byKey = /SEARCH usage_keys USING INDEX .*autoindex_usage_keys_1 .*key=\?\)/;
    expect(await planOf(selectKey(sqlite, COUNTER, 'k'))).toMatch(byKey);
    expect(await planOf(markRefunded(sqlite, refundOf(1), { once: 'k', amount: 1 }))).toMatch(byKey);
  });

  it('find what is over in the indexes of ends, however much there is', async () => {
    expect(await planOf(deleteKeys(sqlite, STORE_SCOPE, STORE_NOW))).toMatch(
      /SEARCH usage_keys USING .*INDEX usage_keys_expiry \(app=\? AND mode=\? AND expires_at<\?\)/,
    );
    expect(await planOf(deleteWindows(sqlite, STORE_SCOPE, STORE_NOW))).toMatch(
      /SEARCH usage_windows USING .*INDEX usage_windows_end \(app=\? AND mode=\? AND window_end<\?\)/,
    );
    expect(await planOf(deleteSlices(sqlite, STORE_SCOPE, STORE_NOW))).toMatch(BY_STATE);
  });

  it('find the slices to close and to report among those in that state, and a day’s in its own index', async () => {
    expect(await planOf(sealSlices(sqlite, STORE_SCOPE, STORE_NOW))).toMatch(BY_STATE);
    const claim = claimSlices(sqlite, STORE_SCOPE, { now: STORE_NOW, limit: 9, leaseMs: 1 });
    const plan = await planOf(claim);
    expect(plan).toMatch(BY_STATE);
    expect(plan).toMatch(/SEARCH usage_slices USING .*autoindex_usage_slices_1/);
    const day = { fromAt: STORE_NOW, toAt: STORE_NOW + 1, after: null, limit: 9 };
    expect(await planOf(selectTotals(sqlite, STORE_SCOPE, day))).toMatch(
      /SEARCH usage_slices USING INDEX usage_slices_time \(app=\? AND mode=\? AND slice_start>\? AND slice_start<\?\)/,
    );
  });
});
