import { DatabaseError } from 'pg';
import { HsxError, isHsxError } from '../../kernel/hsx-error.js';

/** Errors after which the same transaction, run again, is expected to pass: serialization_failure and deadlock_detected. */
const PASSING: readonly string[] = ['40001', '40P01', '0A000'];

/** What to do, by the beginning of the error's SQLSTATE (PostgreSQL's documentation, Appendix A, read 2026-11-21). */
const HINTS: readonly (readonly [start: string, hint: string])[] = [
  ['28', 'Check user and password in DATABASE_URL, and pg_hba.conf of the server.'],
  ['3D000', 'The server has no such database: create it, or correct the name at the end of DATABASE_URL.'],
  [
    '42501',
    'The user of DATABASE_URL may not do this: it must own its tables, or the schema they are made in.',
  ],
  ['42', 'The schema is not the one this version expects; it is brought up to date when the app starts.'],
  ['53300', 'The server has no connection left: raise max_connections, or run fewer processes.'],
  ['53', 'The server is short of disk or memory.'],
  ['57014', 'The statement took too long: look for locks that other sessions hold, and for a busy disk.'],
  ['25006', 'The server takes no writes: DATABASE_URL must name the primary, not a standby.'],
];
const AWAY =
  'Check that PostgreSQL runs and that DATABASE_URL reaches it; the app goes on by itself as soon as it does.';

/** Whether trying again helps: the transaction was undone for the sake of another one, or a deploy changed a table under a prepared statement. */
export function isPassing(error: unknown): boolean {
  return error instanceof DatabaseError && error.code !== undefined && PASSING.includes(error.code);
}

/**
 * Whether the server answered and the connection is worth keeping. Otherwise nothing is known of it; after `0A000` (a prepared statement whose
 * columns have changed) its statements are stale. It is not used again then.
 */
export function isAnswer(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity !== 'FATAL' && error.code !== '0A000';
}

/** The one error the stores know. What the server says may quote a row, so only its code is told. */
export function unavailable(cause: unknown): HsxError {
  if (isHsxError(cause)) return cause;
  const code = codeOf(cause);
  return new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: `The PostgreSQL database cannot be used now (${code ?? 'no answer'}).`,
    hint: HINTS.find(([start]) => cause instanceof DatabaseError && code?.startsWith(start))?.[1] ?? AWAY,
    cause,
  });
}

/** SQLSTATE, or what the system says, such as ECONNREFUSED. */
function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** Whether the statement named a table that does not exist. */
export function isMissingTable(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '42P01';
}
