import { fieldsOf } from '../../kernel/fields.js';
import { SECOND_MS } from '../../kernel/instant.js';

/** What a mailer said of a mail it could not send, as far as it said anything. */
export interface MailFailure {
  /** False: the same mail will never go out. */
  readonly isRetryable: boolean;
  /** How long the transport asks to be left alone; null: it did not say. */
  readonly waitMs: number | null;
  /** The error's code, for operators. */
  readonly code: string;
}

/** Reads a mailer's error. Errors are known by their fields, not by a class: a mailer is somebody else's package. */
export function readMailFailure(error: unknown): MailFailure {
  const { retryable, code, details } = fieldsOf(error);
  const { retryAfterSeconds } = fieldsOf(details);
  const seconds = typeof retryAfterSeconds === 'number' ? retryAfterSeconds : Number.NaN;
  return {
    isRetryable: retryable !== false,
    waitMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * SECOND_MS : null,
    code: typeof code === 'string' ? code : 'no code',
  };
}
