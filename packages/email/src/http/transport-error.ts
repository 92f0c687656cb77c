import { EmailError } from '../email-error.js';
import type { EmailErrorCode } from '../error-code.js';

/** What an API answered, as far as it may be told: never its words, which can quote the mail. */
export interface ApiAnswer {
  readonly code: Extract<EmailErrorCode, `TRANSPORT_${string}`>;
  readonly api: string;
  readonly status: number;
  /** The API's own name for the failure. */
  readonly reason: string;
  /** Seconds the API asks to wait, if it does. */
  readonly retryAfterSeconds?: number;
}

const HINTS: Readonly<Record<ApiAnswer['code'], string>> = {
  TRANSPORT_INVALID: 'Correct the transport settings.',
  TRANSPORT_UNAVAILABLE: 'The mail stays in the outbox and is tried again.',
  TRANSPORT_RATE_LIMITED: 'The mail stays in the outbox; raise the limit at the provider if this lasts.',
  TRANSPORT_UNAUTHORIZED: 'Check the API key and that the domain of the sender is verified at the provider.',
  TRANSPORT_REFUSED: 'Look the mail up at the provider; sending it unchanged again will not help.',
};

/** The error for an answer that is no success. */
export function answeredWith({ code, api, status, reason, retryAfterSeconds }: ApiAnswer): EmailError {
  return new EmailError({
    code,
    message: `${api} did not take the mail: it answered ${String(status)} ${reason}.`,
    hint: HINTS[code],
    details: { status, reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
  });
}

/** The error for no answer at all. */
export function noAnswer(api: string, why: 'timeout' | 'network'): EmailError {
  const seen = why === 'timeout' ? 'no answer came in time' : 'it could not be reached';
  return new EmailError({
    code: 'TRANSPORT_UNAVAILABLE',
    message: `${api} did not take the mail: ${seen}.`,
    hint: HINTS.TRANSPORT_UNAVAILABLE,
    details: { reason: why },
  });
}

/** The error for settings that cannot work. */
export function invalidSetting(api: string, seen: string, allowed: string): EmailError {
  return new EmailError({
    code: 'TRANSPORT_INVALID',
    message: `The ${api} mail transport cannot be set up: ${seen}. Allowed: ${allowed}.`,
    hint: HINTS.TRANSPORT_INVALID,
  });
}
