import { InvalidArgumentError } from 'commander';
import { DAY_MS } from '../terminal/durations.js';

/** When something ends, as a person writes it. */
export interface End {
  /** The instant, unix ms, when the command runs at `now`. */
  readonly at: (now: number) => number;
}

/** Reads `30d`, or a day such as `2027-06-30`, which is whole: access ends when the day does, UTC. */
export function readEnd(text: string): End {
  const days = /^([1-9][0-9]{0,3})d$/.exec(text)?.[1];
  if (days !== undefined) return { at: (now) => now + Number(days) * DAY_MS };
  const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(day) && new Date(day).toISOString().startsWith(text)) return { at: () => day + DAY_MS };
  throw new InvalidArgumentError(
    'It is a day such as 2027-06-30 (UTC, inclusive), or a number of days such as 30d.',
  );
}
