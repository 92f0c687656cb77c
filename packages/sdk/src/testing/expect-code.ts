import type { ErrorCode } from '../kernel/error-code.js';
import { isHsxError } from '../kernel/hsx-error.js';

/** Rejects unless the call throws an HsxError of this code. */
export async function expectCode(call: () => unknown, code: ErrorCode, what: string): Promise<void> {
  let seen = 'no error';
  try {
    await call();
  } catch (error) {
    if (isHsxError(error, code)) return;
    seen = isHsxError(error) ? error.code : String(error);
  }
  throw new Error(`${what}: expected ${code}, but received ${seen}`);
}
