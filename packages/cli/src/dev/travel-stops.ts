const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The instants a journey through virtual time stops at: every day at the hour the app's daily work is due, then the target. Without
 * them a jump of a month would run that work once instead of thirty times.
 */
export function travelStops(journey: {
  readonly fromMs: number;
  readonly toMs: number;
  /** UTC hour, 0 to 23. */
  readonly dailyHour: number;
}): readonly number[] {
  const { fromMs, toMs, dailyHour } = journey;
  const first = Math.floor(fromMs / DAY_MS) * DAY_MS + dailyHour * HOUR_MS;
  const stops: number[] = [];
  for (let stop = first; stop < toMs; stop += DAY_MS) if (stop > fromMs) stops.push(stop);
  return [...stops, toMs];
}
