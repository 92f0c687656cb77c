const GROUPED = new Intl.NumberFormat('en');

/** The limit of `hs-x.toml` as a person reads it: "50,000 records per month", "1 sync", "unlimited syncs" for -1. */
export function limitLabel(name: string, allowed: number): string {
  const [things = name, period] = name.split('_per_');
  const noun = things.replaceAll('_', ' ');
  const amount = allowed === -1 ? 'unlimited' : GROUPED.format(allowed);
  const counted = `${amount} ${allowed === 1 ? singular(noun) : noun}`;
  return period === undefined ? counted : `${counted} per ${period.replaceAll('_', ' ')}`;
}

/** Enough English for names of limits: entries → entry, boxes → box, syncs → sync, address → address. */
function singular(noun: string): string {
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|z)es$/.test(noun)) return noun.slice(0, -2);
  return /(?:ss|us|is)$/.test(noun) ? noun : noun.replace(/s$/, '');
}
