import { describe, expect, it } from 'vitest';
import { wrapText } from '../src/document/wrap-text.js';
import { countPhrase, joinPhrases } from '../src/format/count-phrase.js';
import { formatMoney } from '../src/format/format-money.js';
import { plainText } from '../src/format/plain-text.js';

describe('formats', () => {
  it.each([
    [7900, 'USD', '$79.00'],
    [7900, 'EUR', '€79.00'],
    [7900, 'JPY', '¥7,900'],
    [7900, 'KWD', 'KWD 7.900'],
    [0, 'USD', '$0.00'],
    [-500, 'USD', '-$5.00'],
  ])('tell %i minor units of %s as %s', (amountMinor, currency, words) => {
    expect(formatMoney(amountMinor, currency)).toBe(words);
  });

  it.each([
    [1, 'sync', '1 sync'],
    [9, 'sync', '9 syncs'],
    [2, 'city', '2 cities'],
    [2, 'inbox', '2 inboxes'],
    [12_345, 'key', '12,345 keys'],
  ])('count %i %s as "%s"', (count, kind, words) => {
    expect(countPhrase(count, kind)).toBe(words);
  });

  it('join phrases as people do', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinPhrases)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('break lines between words and leave longer words whole', () => {
    expect(wrapText('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrapText('a https://example.com/long b', 10)).toEqual(['a', 'https://example.com/long', 'b']);
    expect(wrapText('  \n ', 10)).toEqual([]);
  });

  it('make one line of any text, without signs that reorder it', () => {
    expect(plainText('  a\r\nb\u0000c \u202Egnp.exe\u2069 \uD800 ')).toBe('a b c gnp.exe \uFFFD');
  });
});
