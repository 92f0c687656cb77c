import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/kernel/error-code.js';
import { HsxError, isHsxError } from '../../src/kernel/hsx-error.js';
import { parsePortalId } from '../../src/kernel/ids.js';
import { earliest } from '../../src/kernel/instant.js';

describe('a portal id', () => {
  it('is read from text and numbers alike', () => {
    expect([parsePortalId(51200417), parsePortalId('51200417'), parsePortalId('1')]).toEqual([
      '51200417',
      '51200417',
      '1',
    ]);
  });

  it.each([
    0,
    -1,
    1.5,
    NaN,
    Infinity,
    1e21,
    '',
    '0',
    '01',
    ' 7',
    '7 ',
    '7\n',
    '+7',
    '0x7',
    '7e3',
    '١',
    '12345678901234567890',
    null,
    undefined,
    {},
    [7],
    true,
  ])('is not read from %j', (value) => expect(parsePortalId(value)).toBeNull());
});

describe('the earliest instant', () => {
  it('passes over what is not known', () => {
    expect([
      earliest([]),
      earliest([null, undefined]),
      earliest([3, null, 1, undefined, 2]),
      earliest([0]),
    ]).toEqual([null, null, 1, 0]);
  });
});

describe('an error code', () => {
  it('says the status and whether a retry can help: client errors never but for 429, and 503 always', () => {
    for (const [code, { status, retryable }] of Object.entries(ERROR_CODES)) {
      if (status < 500) expect([code, retryable]).toEqual([code, status === 429]);
      if (status === 503) expect([code, retryable]).toEqual([code, true]);
    }
    const error = new HsxError({ code: 'STORE_UNAVAILABLE', message: 'locked' });
    expect([
      error.status,
      error.retryable,
      isHsxError(error),
      isHsxError(error, 'INTERNAL'),
      isHsxError(new Error()),
    ]).toEqual([503, true, true, false, false]);
  });
});
