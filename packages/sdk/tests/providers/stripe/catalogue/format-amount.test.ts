import { expect, it } from 'vitest';
import { formatAmount } from '../../../../src/providers/stripe/catalogue/format-amount.js';

it.each([
  [4_900, 'usd', 'month', 1, '49.00 USD a month'],
  [900, 'jpy', 'month', 3, '900 JPY every 3 months'],
  [12_340, 'kwd', 'year', 1, '12.340 KWD a year'],
  [500_000, 'ugx', 'month', 1, '500000 smallest units of UGX a month'],
  [100, 'eur', null, 1, '1.00 EUR once'],
  [null, 'eur', 'month', 1, 'no single amount of EUR a month'],
])('shows %s of %s in the currency’s own units', (amountMinor, currency, interval, intervalCount, shown) => {
  expect(formatAmount({ amountMinor, currency, interval, intervalCount })).toBe(shown);
});
