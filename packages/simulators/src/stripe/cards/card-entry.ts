/**
 * What a person types into a card form, checked as Stripe checks it. The number leaves this file only as brand, last four
 * digits, fingerprint and behaviour.
 */
import type { CardRefusal } from '../api/failure.js';
import { declinedFor } from './behaviour.js';
import { testCardOf, type TestCard } from './test-cards.js';

/** The fields of a card form, as typed. */
export interface CardEntry {
  /** Spaces and dashes are ignored. */
  readonly number: string;
  /** `MM / YY`, `MM/YYYY` or `MMYY`. */
  readonly expiry: string;
  readonly cvc: string;
}

/** A card that may be tried. */
export interface ReadCard {
  readonly card: TestCard;
  readonly expMonth: number;
  readonly expYear: number;
}

/** Gives the card, or the refusal to show; `atMs` is the instant expiry is judged by. */
export function readCardEntry(entry: CardEntry, atMs: number): ReadCard | CardRefusal {
  const number = entry.number.replace(/[\s-]/g, '');
  const expiry = readExpiry(entry.expiry);
  const refusal =
    refuseNumber(number) ?? refuseExpiry(expiry, atMs) ?? refuseCvc(entry.cvc.trim(), number.startsWith('3'));
  if (refusal !== undefined) return refusal;
  const card = testCardOf(number);
  if (card === undefined || expiry === undefined) {
    return {
      ...declinedFor('test_mode_live_card'),
      message:
        'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
      param: 'number',
    };
  }
  return { card, ...expiry };
}

/** Tells a refusal from what was read. */
export function isRefusal(read: object): read is CardRefusal {
  return 'code' in read;
}

function refuseNumber(number: string): CardRefusal | undefined {
  if (/^\d{1,11}$/.test(number) || number === '') {
    return { code: 'incomplete_number', message: 'Your card number is incomplete.', param: 'number' };
  }
  if (!/^\d{12,19}$/.test(number) || !hasLuhnSum(number)) {
    return { code: 'incorrect_number', message: 'Your card number is incorrect.', param: 'number' };
  }
  return undefined;
}

function refuseExpiry(
  expiry: { readonly expMonth: number; readonly expYear: number } | undefined,
  atMs: number,
): CardRefusal | undefined {
  if (expiry === undefined) {
    return {
      code: 'invalid_expiry_month',
      message: "Your card's expiration date is incomplete.",
      param: 'exp_month',
    };
  }
  if (expiry.expMonth < 1 || expiry.expMonth > 12) {
    return {
      code: 'invalid_expiry_month',
      message: "Your card's expiration month is invalid.",
      param: 'exp_month',
    };
  }
  const endsAt = Date.UTC(expiry.expYear, expiry.expMonth, 1);
  const now = new Date(atMs);
  if (endsAt <= atMs || expiry.expYear > now.getUTCFullYear() + 50) {
    return {
      code: 'invalid_expiry_year',
      message:
        endsAt <= atMs
          ? "Your card's expiration date is in the past."
          : "Your card's expiration year is invalid.",
      param: 'exp_year',
    };
  }
  return undefined;
}

function refuseCvc(cvc: string, mayHaveFour: boolean): CardRefusal | undefined {
  if (/^\d{3}$/.test(cvc) || (mayHaveFour && /^\d{4}$/.test(cvc))) return undefined;
  return /^\d{0,2}$/.test(cvc)
    ? { code: 'incomplete_cvc', message: "Your card's security code is incomplete.", param: 'cvc' }
    : { code: 'invalid_cvc', message: "Your card's security code is invalid.", param: 'cvc' };
}

function readExpiry(text: string): { readonly expMonth: number; readonly expYear: number } | undefined {
  const match = /^\s*(\d{1,2})\s*[/-]?\s*(\d{4}|\d{2})\s*$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const year = Number(match[2]);
  return { expMonth: Number(match[1]), expYear: year < 100 ? 2000 + year : year };
}

/** The check digit every card number ends in (ISO/IEC 7812-1). */
function hasLuhnSum(number: string): boolean {
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
