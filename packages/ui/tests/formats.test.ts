import { describe, expect, it } from 'vitest';
import { countPhrase } from '../src/format/count-phrase.js';
import { createFormat } from '../src/format/create-format.js';
import { readableName } from '../src/format/readable-name.js';

const NEW_YEAR = Date.UTC(2026, 11, 31, 23, 30);

describe('createFormat', () => {
  it.each([
    ['en-us', 'America/New_York', 'December 31, 2026', '50,000'],
    ['en-us', 'Europe/Berlin', 'January 1, 2027', '50,000'],
    ['de_DE', 'Europe/Berlin', '1. Januar 2027', '50.000'],
    ['pt-br', 'UTC', '31 de dezembro de 2026', '50.000'],
    ['ja', 'Asia/Tokyo', '2027年1月1日', '50,000'],
    [undefined, undefined, 'December 31, 2026', '50,000'],
    ['not a locale', 'Mars/Olympus', 'December 31, 2026', '50,000'],
    ['', '', 'December 31, 2026', '50,000'],
  ])('for %s in %s writes %s and %s', (locale, timeZone, date, count) => {
    const format = createFormat({ locale, timeZone });
    expect([format.date(NEW_YEAR), format.count(50_000)]).toEqual([date, count]);
  });

  it('writes a moment with its time', () => {
    const format = createFormat({ locale: 'en-us', timeZone: 'America/New_York' });
    expect(format.dateTime(NEW_YEAR).replaceAll('\u202f', ' ')).toBe('December 31, 2026 at 6:30 PM');
  });
});

describe('words', () => {
  it.each([
    [0, '0 days'],
    [1, '1 day'],
    [2, '2 days'],
    [21, '21 days'],
  ])('count %i as "%s"', (value, phrase) => {
    expect(countPhrase(value, String(value), { one: 'day', other: 'days' })).toBe(phrase);
  });

  it.each([
    ['records_per_month', 'Records per month'],
    ['syncs', 'Syncs'],
    ['ai.tokens-used', 'Ai tokens used'],
    ['', ''],
  ])('make of the name "%s" "%s"', (name, words) => {
    expect(readableName(name)).toBe(words);
  });
});
