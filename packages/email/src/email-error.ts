import { EMAIL_ERROR_CODES, type EmailErrorCode } from './error-code.js';

/** What an {@link EmailError} is made of. */
export interface EmailErrorOptions {
  readonly code: EmailErrorCode;
  /** What was refused, what was seen, what is allowed. Never a mail's body, never a secret. */
  readonly message: string;
  /** The next step for the person who reads the message. */
  readonly hint?: string;
  /** Facts for programs: status codes, names, numbers. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** The one error class of this package. It carries no `cause`: what a server answers can quote the mail. */
export class EmailError extends Error {
  override readonly name: string = 'EmailError';
  readonly code: EmailErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(options: EmailErrorOptions) {
    super(options.message);
    this.code = options.code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }

  /** Whether sending the same mail again may succeed. */
  get retryable(): boolean {
    return EMAIL_ERROR_CODES[this.code].retryable;
  }
}

/** Whether the value is an {@link EmailError}, optionally of one code. */
export function isEmailError(value: unknown, code?: EmailErrorCode): value is EmailError {
  return value instanceof EmailError && (code === undefined || value.code === code);
}
