import type { PriceObject, Recurring } from '../../stripe/prices/object.js';
import { formatMoney } from '../design/formats.js';

/** `$49.00 per month`, `$490.00 every 3 months`, `$5.00` for a one-time price. */
export function priceInWords(price: PriceObject, quantity = 1): string {
  const amount = formatMoney(price.unit_amount * quantity, price.currency);
  return price.recurring === null ? amount : `${amount} ${intervalInWords(price.recurring)}`;
}

/** `per month`, `every 3 months`. */
export function intervalInWords({
  interval,
  interval_count,
}: Pick<Recurring, 'interval' | 'interval_count'>): string {
  return interval_count === 1 ? `per ${interval}` : `every ${interval_count} ${interval}s`;
}

/** `monthly`, `yearly`, `every 3 months`. */
export function rhythmInWords({
  interval,
  interval_count,
}: Pick<Recurring, 'interval' | 'interval_count'>): string {
  const words = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' } as const;
  return interval_count === 1 ? words[interval] : `every ${interval_count} ${interval}s`;
}
