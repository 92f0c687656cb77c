/** A limit's name says what it counts: `…_per_month` and `…_per_day` count what happens, every other name counts what exists. */

/** What a limit counts: what happens in a month, what happens in a day, or what exists now. */
export type LimitKind = 'monthly' | 'daily' | 'gauge';

/** The kind of a limit, by its name. */
export function limitKind(limit: string): LimitKind {
  if (limit.endsWith('_per_month')) return 'monthly';
  return limit.endsWith('_per_day') ? 'daily' : 'gauge';
}
