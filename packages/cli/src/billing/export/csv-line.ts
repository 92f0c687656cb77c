/**
 * One line of comma-separated values as RFC 4180 defines it, safe to open in a spreadsheet: Excel and its kind run a cell that begins with
 * one of these characters as a formula, and a customer chooses parts of what is exported. Such a text gets an apostrophe in front, as OWASP
 * advises (OWASP, "CSV Injection", read 2026-11-21).
 */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/u;

/** What a cell can hold; null is an empty cell. */
export type CsvValue = string | number | boolean | null;

/** The values as one line, CRLF included. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: CsvValue): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
