import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/worker/pages/calendar-date.js';
import { featureLabel } from '../../../src/worker/pages/feature-label.js';
import { limitLabel } from '../../../src/worker/pages/limit-label.js';

describe('a label', () => {
  it.each([
    ['sync.bidirectional', 'Sync · bidirectional'],
    ['agent.bulk_edit', 'Agent · bulk edit'],
    ['export', 'Export'],
    ['*', 'Everything'],
  ])('reads the feature %s as "%s"', (feature, label) => {
    expect(featureLabel(feature)).toBe(label);
  });

  it.each([
    ['records_per_month', 50_000, '50,000 records per month'],
    ['records_per_month', -1, 'unlimited records per month'],
    ['api_calls_per_day', 1, '1 api call per day'],
    ['syncs', 10, '10 syncs'],
    ['syncs', 1, '1 sync'],
    ['syncs', 0, '0 syncs'],
    ['entries', 1, '1 entry'],
    ['inboxes', 1, '1 inbox'],
    ['access', 1, '1 access'],
  ])('reads the limit %s of %d as "%s"', (name, allowed, label) => {
    expect(limitLabel(name, allowed)).toBe(label);
  });

  it('gives the day of an instant in UTC, whatever the time zone of the machine', () => {
    expect(calendarDate(Date.UTC(2026, 11, 5, 0, 0, 0))).toBe('5 December 2026');
    expect(calendarDate(Date.UTC(2026, 11, 5, 23, 59, 59))).toBe('5 December 2026');
  });
});
