import type { Instant } from '../../kernel/instant.js';

const IN_UTC = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The instant as a day a person reads, in UTC: "5 December 2026". */
export function calendarDate(at: Instant): string {
  return IN_UTC.format(at);
}
