import { ERROR_CODES, type ErrorCode } from './error-code.js';

/** What an {@link HsxError} is made of. */
export interface HsxErrorOptions {
  readonly code: ErrorCode;
  /** What was refused, what was seen, what is allowed. Never a secret, never a payload. */
  readonly message: string;
  /** The next step for the person who reads the message. */
  readonly hint?: string;
  /** Facts for programs: ids, names, numbers; never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error class of HS-X. `code` is from a closed set; `status` and `retryable` follow from it. */
export class HsxError extends Error {
  override readonly name: string = 'HsxError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(options: HsxErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }

  /** The HTTP status a caller sees. */
  get status(): number {
    return ERROR_CODES[this.code].status;
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable;
  }
}

/**
 * Whether the value is an {@link HsxError}, optionally of one code. It is known by its code, not by its class: an app may hold the
 * package twice, and an error of either copy means the same. Authors have codes of their own, such as NOT_FOUND: an error without a
 * status and details is none of ours.
 */
export function isHsxError(value: unknown, code?: ErrorCode): value is HsxError {
  if (!(value instanceof Error)) return false;
  const error: Error & { code?: unknown; status?: unknown; details?: unknown } = value;
  if (typeof error.code !== 'string' || typeof error.status !== 'number' || typeof error.details !== 'object')
    return false;
  return Object.hasOwn(ERROR_CODES, error.code) && (code === undefined || error.code === code);
}
