/** Stripe counts in whole seconds since the Unix epoch; the clock in milliseconds. */
export type EpochSeconds = number;

export const MINUTE_S = 60;
export const HOUR_S = 3600;
export const DAY_S = 86_400;

/** Whole seconds of a clock instant. */
export function toEpochSeconds(atMs: number): EpochSeconds {
  return Math.floor(atMs / 1000);
}

/** Clock instant of whole seconds. */
export function toMilliseconds(atSeconds: EpochSeconds): number {
  return atSeconds * 1000;
}
