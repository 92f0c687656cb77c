/** What an author hands in, checked before anything is asked or counted. All of these are mistakes in the app's code: REQUEST_INVALID. */
import { HsxError } from '../../kernel/hsx-error.js';
import type { PlanTable } from '../plan-table.js';
import { isLimit } from './allowance.js';
import { limitKind } from '../../contract/limit-kind.js';

/** The most that one call counts. */
const MAX_AMOUNT = 1_000_000_000;
/** The longest key, characters. */
const MAX_KEY_LENGTH = 200;

/** Refuses a limit that no plan names, and one of the other kind than the helper is for. */
export function checkLimit(
  limit: string,
  wish: { helper: string; plans: PlanTable; isGauge: boolean },
): void {
  const { helper, plans, isGauge } = wish;
  if (!isLimit(limit, plans)) {
    const known = [...new Set(plans.plans.flatMap((plan) => Object.keys(plan.limits)))];
    throw refused(
      `${helper} was called for the limit "${shown(limit)}", which no plan of hs-x.toml names. ${known.length === 0 ? 'None has limits.' : `Known: ${known.join(', ')}.`}`,
      'Correct the name, or add it to the limits of every plan: -1 for unlimited.',
    );
  }
  if ((limitKind(limit) === 'gauge') === isGauge) return;
  throw isGauge
    ? refused(
        `${helper} was called for "${limit}", which counts what happens, by its name.`,
        'Use consume(ctx, limit, amount), which counts and checks at once.',
      )
    : refused(
        `${helper} was called for "${limit}", which says how many may exist, by its name.`,
        'Use requireLimit(ctx, limit, current), or give a counter a name that ends in _per_month or _per_day.',
      );
}

/** Refuses what is no whole number of 1 to {@link MAX_AMOUNT}. */
export function checkAmount(helper: string, amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 1 && amount <= MAX_AMOUNT) return;
  throw refused(
    `${helper} was called with the amount ${shown(amount)}; allowed is a whole number of 1 to ${MAX_AMOUNT}.`,
    'Count in whole units; call it with nothing to count not at all.',
  );
}

/** Refuses what is no number of things. */
export function checkCount(helper: string, what: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw refused(
    `${helper} was called with ${what} ${shown(count)}; allowed is a whole number of 0 or more.`,
    'Count what exists before asking.',
  );
}

/** Refuses a key that is empty, too long or no text. */
export function checkKey(helper: string, key: string | undefined): void {
  if (key === undefined || (typeof key === 'string' && key !== '' && key.length <= MAX_KEY_LENGTH)) return;
  throw refused(
    `${helper} was called with a key that is empty, too long or no text; allowed is text of 1 to ${MAX_KEY_LENGTH} characters.`,
    'Use what names the cause, such as the callbackId of a workflow execution.',
  );
}

/** The refusal of a call that cannot be meant. */
function refused(message: string, hint: string): HsxError {
  return new HsxError({ code: 'REQUEST_INVALID', message, hint });
}

function shown(value: unknown): string {
  return String(value).slice(0, 80);
}
