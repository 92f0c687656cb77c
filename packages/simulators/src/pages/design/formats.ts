/** Words for amounts and instants, the same on every page. */

/** `$49.00`; knows currencies without minor units. */
export function formatMoney(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

/** `November 20, 2026`, in UTC. */
export function formatDay(atMs: number): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(atMs);
}

/** `Nov 20, 2026, 9:00 AM UTC`. */
export function formatInstant(atMs: number): string {
  const text = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return `${text.format(atMs)} UTC`;
}

/** `1 day`, `14 days`. */
export function formatCount(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The first letters of up to two words, for tiles. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = words.slice(0, 2).map((word) => word.charAt(0).toUpperCase());
  return letters.length === 0 ? '·' : letters.join('');
}
