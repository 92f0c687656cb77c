/**
 * Every way this package can refuse, and whether the same mail may go out later. The set is closed, so that operators
 * can look each code up.
 */
export const EMAIL_ERROR_CODES = {
  /** The sender cannot be answered or is no address: see `MailApp`. */
  SENDER_REFUSED: { retryable: false },
  /** The receiver is no single e-mail address, or a header would hold a line break. */
  MAIL_INVALID: { retryable: false },
  /** A field of the mail's data has the wrong type. */
  DATA_INVALID: { retryable: false },
  /** No template of that name exists, built in or in `emails/`. */
  TEMPLATE_UNKNOWN: { retryable: false },
  /** A template in `emails/` is incomplete or names a placeholder that does not exist. */
  TEMPLATE_INVALID: { retryable: false },
  /** The transport's own settings are wrong, such as a malformed URL or a missing key. */
  TRANSPORT_INVALID: { retryable: false },
  /** The mail server or API could not be reached, timed out or failed on its side. */
  TRANSPORT_UNAVAILABLE: { retryable: true },
  /** Too many mails a second, a day or a month. */
  TRANSPORT_RATE_LIMITED: { retryable: true },
  /** Credentials or sender domain are not accepted; the mail can go out once an operator has put that right. */
  TRANSPORT_UNAUTHORIZED: { retryable: true },
  /** The server or API refused this mail; sending it unchanged again will not help. */
  TRANSPORT_REFUSED: { retryable: false },
  /** A bounce webhook's signature is missing, wrong, too old or from the future. */
  SIGNATURE_INVALID: { retryable: false },
  /** A genuine bounce webhook that is not of the documented form. */
  WEBHOOK_INVALID: { retryable: false },
} as const;

/** One of the codes of {@link EMAIL_ERROR_CODES}. */
export type EmailErrorCode = keyof typeof EMAIL_ERROR_CODES;
