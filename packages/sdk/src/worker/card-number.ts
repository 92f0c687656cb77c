/**
 * No card number is ever accepted: storing or logging one would put the app in scope of card-industry audits. A field counts as a
 * card number when its name says so, or when its value has 13 to 19 digits, a card network's first digit and a valid checksum, and its
 * name does not say that it is an id.
 */
import { HsxError } from '../kernel/hsx-error.js';

const CARD_FIELD = /card_?-?(?:no|num|number)\b|^(?:cc|pan)(?:_?num(?:ber)?)?$|credit_?card$/i;
/** Case matters: "paid" and "format" are no ids and no instants. */
const ID_FIELD = /^id$|_id$|[a-z]I[dD]$|^key$|[tT]imestamp|_at$|[a-z]At$/;
/** Deeper values are no data of ours, and reading them would exhaust the stack. */
const MAX_DEPTH = 100;
/** What may be a card number at all; nearly no text is. */
const DIGITS_ALONE = /^[\d -]{12,}$/;
const CARD_VALUE = /^[2-6]\d(?:[ -]?\d){11,17}$/;

/** Throws CARD_NUMBER_REFUSED when any field of the value, however deep, looks like a card number. Never repeats the value. */
export function refuseCardNumbers(value: unknown): void {
  const path = findCardNumber(value, []);
  if (!path) return;
  throw new HsxError({
    code: 'CARD_NUMBER_REFUSED',
    message: `The field ${path.join('.') || 'body'} looks like a card number; nothing was stored or logged.`,
    hint: 'Card details belong on the payment provider’s pages. Send only what the provider gives back, such as the last four digits.',
  });
}

function findCardNumber(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === 'object' && value !== null) {
    if (path.length > MAX_DEPTH) throw tooDeep();
    for (const [name, inner] of Object.entries(value)) {
      const found = isCardNumber('', name) ? [...path, 'a name'] : findCardNumber(inner, [...path, name]);
      if (found) return found;
    }
    return null;
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return isCardNumber(path.at(-1) ?? '', text) ? path : null;
}

function isCardNumber(field: string, text: string): boolean {
  if (!DIGITS_ALONE.test(text)) return false;
  const digits = text.replace(/[ -]/g, '');
  if (CARD_FIELD.test(field) && /^\d{12,19}$/.test(digits)) return true;
  return CARD_VALUE.test(text) && !ID_FIELD.test(field) && hasValidChecksum(digits);
}

function tooDeep(): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The value is nested deeper than ${MAX_DEPTH} levels; nothing of it was used.`,
    hint: 'Send a flatter value.',
  });
}

/** The Luhn checksum every card number carries. */
function hasValidChecksum(digits: string): boolean {
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, position) => {
      const doubled = Number(digit) * (position % 2 === 1 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}
