import { HsxError } from '../../kernel/hsx-error.js';
import { GUARD_SLOTS, guardName } from './d1-schema.js';

/** What an error of D1 means; it has no codes, so its text must say (measured with workerd 1.20261102.1). */
export type D1Failure =
  /** A guard's row was to come to be: nothing was done. */
  | { readonly kind: 'guard'; readonly slot: number }
  /** The commit's id is there already: it was done before, and its answer was lost. */
  | { readonly kind: 'alreadyCommitted' }
  /** The migration's id is there already. */
  | { readonly kind: 'alreadyMigrated' }
  /** The bookkeeping tables do not exist yet. */
  | { readonly kind: 'noSchema' }
  /** Gone as it came; whether the statements ran is not known. */
  | { readonly kind: 'passing' }
  | { readonly kind: 'other' };

/** Cloudflare's own list of errors to try again after ("Retry queries", developers.cloudflare.com/d1/best-practices/retry-queries, read 2026-11-21). */
const PASSING = [
  'Network connection lost',
  'storage caused object to be reset',
  'reset because its code was updated',
] as const;

/** Reads an error of D1. */
export function readFailure(error: unknown): D1Failure {
  const text = error instanceof Error ? error.message : '';
  const slot = guardSlotOf(text);
  if (slot !== null) return { kind: 'guard', slot };
  if (text.includes('UNIQUE constraint failed: commits.id')) return { kind: 'alreadyCommitted' };
  if (text.includes('UNIQUE constraint failed: migrations.id')) return { kind: 'alreadyMigrated' };
  if (/no such table: (?:migrations|commits|guards)\b/.test(text)) return { kind: 'noSchema' };
  return PASSING.some((known) => text.includes(known)) ? { kind: 'passing' } : { kind: 'other' };
}

function guardSlotOf(text: string): number | null {
  const failed = /CHECK constraint failed: (\w+)/.exec(text)?.[1];
  const slot = Array.from({ length: GUARD_SLOTS }, (_, at) => at).find((at) => guardName(at) === failed);
  return slot ?? null;
}

/** The one error the stores know. */
export function unavailable(cause: unknown): HsxError {
  return new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: 'The D1 database could not carry out a statement.',
    hint: 'The cause is D1’s own error; the database’s state and limits are in the Cloudflare dashboard.',
    cause,
  });
}
