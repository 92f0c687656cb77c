import { describe, expect, it } from 'vitest';
import { HsxError } from '../../src/kernel/hsx-error.js';
import { createLogger, jsonLines, redactText } from '../../src/kernel/logger.js';

function lineOf(fields: Readonly<Record<string, unknown>>, message = 'm'): Record<string, unknown> {
  const lines: string[] = [];
  createLogger(jsonLines((line) => lines.push(line))).log('info', message, fields);
  expect(lines.length).toBe(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('a log line', () => {
  it('is one JSON object with the fields of its logger', () => {
    const lines: string[] = [];
    createLogger(
      jsonLines((line) => lines.push(line)),
      { app: 'a' },
    )
      .with({ requestId: 'r' })
      .log('warn', 'two\nlines', { count: 2, none: null });
    expect(lines).toEqual([
      '{"level":"warn","message":"two\\nlines","app":"a","requestId":"r","count":2,"none":null}',
    ]);
  });

  // Put together here, so that no scanner takes them for real ones.
  it.each([
    ['sk', 'test', '51AbCdEfGh'].join('_'),
    ['sk', 'live', '51AbCdEfGh'].join('_'),
    ['rk', 'live', '51AbCdEfGh'].join('_'),
    ['whsec', 'AbCdEfGh'].join('_'),
    'Bearer abc.def-ghi~j+k/l==',
    ['na1', '3f2a7c90', '11aa'].join('-'),
    ['cs', 'test', 'a1B2c3'].join('_'),
    '4242424242424242',
    '4242 4242 4242 4242',
    '3782-822463-10005',
  ])('never shows %s, in a message, a field, a list, an error or its cause', (secret) => {
    const text = `before ${secret} after`;
    expect(redactText(text)).toBe('before [redacted] after');
    const error = new HsxError({ code: 'INTERNAL', message: text, hint: 'h', cause: new Error(text) });
    const line = JSON.stringify(lineOf({ text, list: [text], deep: { er: { text } }, error }, text));
    expect(line).not.toContain(secret);
  });

  it.each(['secret', 'accessToken', 'Authorization', 'set-cookie', 'password', 'signature', 'cardNumber'])(
    'never shows a field called %s',
    (name) => {
      expect(lineOf({ [name]: 'harmless', deep: { [name]: 'harmless' } })).toMatchObject({
        [name]: '[redacted]',
        deep: { [name]: '[redacted]' },
      });
    },
  );

  it('never shows a card number that is a number, and shows instants', () => {
    expect(
      lineOf({ a: 4242424242424242, b: 378282246310005, at: Date.UTC(2026, 10, 20), portalId: 51200417 }),
    ).toMatchObject({
      a: '[redacted]',
      b: '[redacted]',
      at: Date.UTC(2026, 10, 20),
      portalId: 51200417,
    });
  });

  it('tells an error’s name, message, code and cause', () => {
    const error = new HsxError({
      code: 'STORE_UNAVAILABLE',
      message: 'locked',
      hint: 'wait',
      cause: new TypeError('why'),
    });
    expect(lineOf({ error }).error).toMatchObject({
      name: 'HsxError',
      message: 'locked',
      code: 'STORE_UNAVAILABLE',
      hint: 'wait',
      cause: { name: 'TypeError', message: 'why' },
    });
  });

  it('keeps a field called __proto__ like any other, redacted like any other', () => {
    const fields = JSON.parse('{"__proto__":{"password":"p","count":2}}') as Record<string, unknown>;
    for (const line of [lineOf(fields), lineOf({ deep: fields }).deep as Record<string, unknown>]) {
      expect(Object.getOwnPropertyDescriptor(line, '__proto__')?.value).toEqual({
        password: '[redacted]',
        count: 2,
      });
    }
  });

  it('is written whatever an author logs', () => {
    const circular: Record<string, unknown> = { name: 'c' };
    circular.self = circular;
    const error = new Error('e');
    error.cause = error;
    const odd = {
      circular,
      error,
      big: 10n,
      date: new Date(0),
      bad: new Date(NaN),
      fn: () => 1,
      nothing: undefined,
    };
    expect(lineOf(odd)).toMatchObject({
      circular: { name: 'c' },
      error: { message: 'e' },
      big: '10',
      date: '1970-01-01T00:00:00.000Z',
      bad: null,
    });
  });
});
