/** Dates and numbers as the visitor writes them, in the portal's time zone. */

/** How one visitor reads numbers and dates. */
export interface Format {
  /** "3 December 2026". */
  readonly date: (instant: number) => string;
  /** "3 December 2026 at 14:05". */
  readonly dateTime: (instant: number) => string;
  /** "50,000". */
  readonly count: (value: number) => string;
}

/** What HubSpot tells of a visitor. */
export interface Visitor {
  /** As HubSpot writes it, `de-de` or `de_DE`; unusable or missing: English. */
  readonly locale: string | undefined;
  /** An IANA name such as `Europe/Berlin`; unusable or missing: UTC. */
  readonly timeZone: string | undefined;
}

/** Formats for one visitor. */
export function createFormat(visitor: Visitor): Format {
  const locale = usableLocale(visitor.locale);
  const timeZone = usableTimeZone(visitor.timeZone);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return {
    date: (instant) => dates.format(instant),
    dateTime: (instant) => moments.format(instant),
    count: (value) => numbers.format(value),
  };
}

function usableLocale(locale: string | undefined): string {
  try {
    return Intl.getCanonicalLocales((locale ?? '').replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function usableTimeZone(timeZone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
