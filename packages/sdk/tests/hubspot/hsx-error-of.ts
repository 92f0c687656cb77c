import { HsxError } from '../../src/kernel/hsx-error.js';

/** The HsxError that the call or promise ends with; anything else fails the test. */
export async function hsxErrorOf(run: () => unknown): Promise<HsxError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof HsxError) return error;
    throw error;
  }
  throw new Error('Expected an HsxError, but nothing was thrown.');
}
