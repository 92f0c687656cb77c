/** The same day and time `months` later, in UTC; the last day of a month that is too short for it, as Stripe bills. */
export function addMonths(atMs: number, months: number): number {
  const from = new Date(atMs);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, day) + (atMs % 86_400_000);
}
