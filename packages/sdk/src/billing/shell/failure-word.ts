import { fieldsOf } from '../../kernel/fields.js';

/** Longer codes are nobody's code. */
const LONGEST_WORD = 60;
const WORD = /^[\w.:-]+$/;

/**
 * What failed, in the one word an alert may carry: the error's code, else the name of its class. Never its message, which may hold personal
 * data.
 */
export function failureWord(error: unknown): string {
  const { code, name } = fieldsOf(error);
  const words = [code, error instanceof Error ? error.name : name];
  return words.filter((word) => typeof word === 'string').find(isWord) ?? 'no code';
}

function isWord(word: string): boolean {
  return word.length <= LONGEST_WORD && WORD.test(word);
}
