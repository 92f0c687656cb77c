import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAppConfig } from '../../src/config/index.js';
import { GUIDE_FILE } from './guide-file.js';

const WHOLE_FILE = `[app]
name = "Acme"
[hubspot]
scopes = ["oauth"]
${GUIDE_FILE}[billing.checkout]
locale = "auto"
automatic_tax = true
`;

const SCRAPS = [
  '"',
  "'",
  '"""',
  '[',
  ']',
  '[[',
  '{',
  '}',
  '=',
  '.',
  ',',
  '#',
  '\n',
  '\r',
  '\r\n',
  '\\',
  '\0',
  '\uFEFF',
];
const WORDS = [
  '-1',
  '1e400',
  'nan',
  '2026-11-21',
  'true',
  '__proto__',
  'constructor',
  'billing',
  'ß',
  '🎉',
  '\uD800',
];

const mutation = fc.record({
  at: fc.nat(WHOLE_FILE.length),
  removed: fc.oneof(fc.nat(3), fc.nat(80)),
  inserted: fc.oneof(
    fc.constantFrom('', ...SCRAPS, ...WORDS),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.nat(WHOLE_FILE.length).map((from) => WHOLE_FILE.slice(from, from + 60)),
  ),
});

function mutate(
  text: string,
  { at, removed, inserted }: { at: number; removed: number; inserted: string },
): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

describe('a valid file with anything done to it', () => {
  it('never throws, and gives a configuration or problems in order, within the file', () => {
    const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(mutations, (steps) => {
        const text = steps.reduce(mutate, WHOLE_FILE);
        const parsed = parseAppConfig(text);
        if (parsed.ok) return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        const fileLines = text.split('\n');
        let previous = { line: 1, column: 1 };
        for (const { line, column, message } of parsed.problems) {
          expect(line).toBeGreaterThanOrEqual(previous.line);
          expect(line > previous.line || column >= previous.column).toBe(true);
          expect(line).toBeLessThanOrEqual(fileLines.length);
          expect(column).toBeLessThanOrEqual((fileLines[line - 1]?.length ?? 0) + 1);
          expect(message).toMatch(/^\S.*[.?]$/s);
          previous = { line, column };
        }
      }),
      { numRuns: 1_200 },
    );
  });

  it('never throws for text of any kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const parsed = parseAppConfig(text);
        expect(parsed.ok || parsed.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
