const PLURALS = new Intl.PluralRules('en');

/** A number with its noun in the right form: "1 day", "2 days". The number is already formatted for the visitor. */
export function countPhrase(value: number, formatted: string, noun: { one: string; other: string }): string {
  return `${formatted} ${PLURALS.select(value) === 'one' ? noun.one : noun.other}`;
}
