/** What an answer of `POST /fn/<name>` means: a result, or one of the three kinds of error. */
import { fieldsOf, textOf, webAddressOf } from '../wire/fields.js';
import { readStatus, readUsage } from '../wire/read-snapshot.js';
import { CardError } from './card-error.js';

/** Answers that say "not now": rate limits, gateways, a store or provider that is down. */
const TEMPORARY = new Set([408, 429, 502, 503, 504, 520, 521, 522, 523, 524]);

const PAYMENT_CODES = ['PAYMENT_REQUIRED', 'PLAN_UPGRADE_REQUIRED', 'LIMIT_EXCEEDED'];

/** The result in an answer; every refusal is thrown as a {@link CardError}. */
export function readAnswer(status: number, body: unknown): unknown {
  const fields = fieldsOf(body);
  if (status >= 200 && status < 300 && fields.ok === true) return fields.result;
  const refusal = fieldsOf(fields.error);
  if (status === 402) throw paymentError(refusal);
  if (TEMPORARY.has(status)) throw outage(status, textOf(refusal.code));
  const code = textOf(refusal.code) ?? 'ANSWER_UNREADABLE';
  throw new CardError({ kind: 'failure', code, message: `The app answered ${status} (${code}).` });
}

function paymentError(refusal: Readonly<Record<string, unknown>>): CardError {
  const code = PAYMENT_CODES.find((known) => known === refusal.code) ?? 'PAYMENT_REQUIRED';
  return new CardError({
    kind: 'payment',
    code,
    message: textOf(refusal.message) ?? 'The portal has not paid for this.',
    payment: {
      feature: textOf(refusal.feature),
      currentPlan: textOf(refusal.currentPlan),
      status: readStatus(refusal.status),
      limit: code === 'LIMIT_EXCEEDED' ? readUsage(refusal) : null,
      upgradeUrl: webAddressOf(refusal.upgradeUrl),
    },
  });
}

function outage(status: number, named: string | null): CardError {
  const code = named ?? (status === 429 ? 'BUSY' : 'UNREACHABLE');
  return new CardError({ kind: 'outage', code, message: `The app answered ${status} (${code}).` });
}
