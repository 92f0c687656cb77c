import { HsxError, isHsxError } from '../../kernel/hsx-error.js';

const REASON = 'turn lost';

/** Somebody else has the turn by now: the process stood still for longer than its claim. Whoever has it does the work. */
export function turnLost(): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: 'The turn of a sync took longer than its claim, and another process has taken it over.',
    details: { reason: REASON },
  });
}

/** Whether the error is {@link turnLost}. */
export function isTurnLost(error: unknown): boolean {
  return isHsxError(error, 'CONFLICT') && error.details.reason === REASON;
}
