import { HsxError } from '../kernel/hsx-error.js';

/** The refusal of a KV key or value: which key, what was wrong, what is allowed. */
export function invalidKey(key: string, seen: string, allowed: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The KV key "${key.slice(0, 80)}" was refused: ${seen}. Allowed: ${allowed}.`,
    hint: 'Nothing was written.',
  });
}
