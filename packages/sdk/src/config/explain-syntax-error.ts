import type { ParseError } from 'toml-eslint-parser';
import type { LineMap } from './line-map.js';
import { showText } from './show-value.js';

// Keyed by how the parser's messages begin (toml-eslint-parser 1.0.3 does not expose its error codes).
const EXPLANATIONS: Readonly<Record<string, string>> = {
  'Unterminated string': 'a text is not closed. End it with the quote it began with.',
  'Unterminated table-key': 'a heading is not closed. Write [like.this].',
  'Unterminated array': 'a list is not closed. End it with ].',
  'Unterminated inline table': 'a table is not closed. End it with }.',
  'Empty bare keys': 'a key has no name.',
  'Must be a newline': 'something follows the value. Begin a new line for each key, and put texts in quotes.',
  'Expected equal': 'the equals sign after the key is missing. Write key = value.',
  'The key, equals sign, and value': 'key, equals sign and value must be on one line.',
  'Unspecified values': 'the value is missing. Write key = value.',
  'Expected comma': 'a comma between two values is missing.',
  'Control characters': 'it holds a control character. Retype the line.',
  'Invalid code point': 'it holds a character that is not allowed here. Retype the line.',
  'Underscores are allowed': 'an underscore may only stand between two digits, as in 1_000.',
  'Unexpected spaces': 'a space stands where none may.',
  'Three or more quotes': 'too many quotes follow each other.',
  'Unexpected invalid date': 'this is not a date. Put texts in quotes.',
  'Unexpected invalid time': 'this is not a time. Put texts in quotes.',
  'Leading zeros': 'a number begins with 0. Leave the leading zeros out.',
  'Invalid character in escape':
    'a backslash begins an escape that does not exist. Write \\\\ for a backslash.',
  'Consecutive dots': 'a key has two dots in a row.',
  'Keys cannot end with a dot': 'a key ends with a dot.',
  'Keys cannot start with a dot': 'a key begins with a dot.',
};

/** Whether the parser stopped at a key or table that is already there. */
export function isDuplicate(error: ParseError): boolean {
  return error.message.startsWith('Defining a key multiple times');
}

/** Says in a sentence why the parser stopped and what to write instead. */
export function explainSyntaxError(error: ParseError, lines: LineMap): string {
  const known = Object.keys(EXPLANATIONS).find((beginning) => error.message.startsWith(beginning));
  const explanation = known === undefined ? undefined : EXPLANATIONS[known];
  const line = lines.lineOf(error.index);
  const before = lines.textOf(line).slice(0, error.index - lines.startOf(line));
  const rest = lines.textOf(line).slice(before.length);
  if (known === 'Expected equal' && rest.includes('='))
    return 'a key holds a space. Join its words with "_".';
  if (explanation !== undefined) return explanation;
  const word = /^[\w.+-]+|^./u.exec(rest)?.[0];
  if (word === undefined) return 'the value is missing. Write key = value.';
  if (/^(true|false)$/i.test(word))
    return `${showText(word)} cannot stand here. Write ${word.toLowerCase()}.`;
  if (rest.includes('=') && !/[=[{"']/.test(before)) {
    return `${showText(word)} cannot be part of a key. Keys are made of the letters a to z, digits, "_" and "-".`;
  }
  if (/^[a-z][\w.-]*$/i.test(word)) return `a text needs quotes. Write ${showText(word)}.`;
  return `${showText(word)} cannot stand here. Put texts in quotes; lists are ["a", "b"], tables { a = 1 }.`;
}
