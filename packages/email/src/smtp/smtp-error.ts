import { EmailError } from '../email-error.js';
import type { EmailErrorCode } from '../error-code.js';

/** The error for a mail that the server did not take: its reply code, never its words, which can quote the mail. */
export function smtpError(error: unknown): EmailError {
  const { responseCode, code } = Object(error) as {
    readonly responseCode?: unknown;
    readonly code?: unknown;
  };
  const smtpCode = typeof responseCode === 'number' ? responseCode : undefined;
  const reason = typeof code === 'string' && /^[A-Z0-9]{1,20}$/.test(code) ? code : 'unnamed';
  return new EmailError({
    ...meaningOf(smtpCode, reason),
    message: `The mail server did not take the mail: ${smtpCode === undefined ? reason : `it answered ${String(smtpCode)} (${reason})`}.`,
    details: { reason, ...(smtpCode === undefined ? {} : { smtpCode }) },
  });
}

/** RFC 5321, 4.2.1: 4yz is for now, 5yz for good; 503 is about the order of commands, not the mail. RFC 4954: 530 to 538 are about logging in. */
function meaningOf(smtpCode: number | undefined, reason: string): { code: EmailErrorCode; hint: string } {
  if (/^(EAUTH|ENOAUTH|EOAUTH2)$/.test(reason) || [530, 534, 535, 538].includes(smtpCode ?? 0)) {
    return { code: 'TRANSPORT_UNAUTHORIZED', hint: 'Check user and password of the mail server.' };
  }
  const isRefused =
    smtpCode === undefined ? /^(EENVELOPE|EMESSAGE)$/.test(reason) : smtpCode >= 500 && smtpCode !== 503;
  return isRefused
    ? {
        code: 'TRANSPORT_REFUSED',
        hint: 'Check the receiver; sending the mail unchanged again will not help.',
      }
    : { code: 'TRANSPORT_UNAVAILABLE', hint: 'The mail stays in the outbox and is tried again.' };
}
