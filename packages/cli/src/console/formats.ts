/** Words for instants and amounts, the same on every page of the console. */

/** `Nov 20, 2026, 9:00 AM UTC`. */
export function formatInstant(atMs: number): string {
  return `${formatTime(atMs)} UTC`;
}

/** `Nov 20, 2026, 9:00 AM`, for tables on pages that say UTC elsewhere. */
export function formatTime(atMs: number): string {
  return new Intl.DateTimeFormat('en-US', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(atMs);
}

/** `Dec 4, 2026`. */
export function formatDay(atMs: number): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(atMs);
}

/** `$49.00`. */
export function formatMoney(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `past_due` and `trial-ending` as "Past due" and "Trial ending". */
export function formatName(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
