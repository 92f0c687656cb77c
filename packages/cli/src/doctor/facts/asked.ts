import { isEmailError } from '@hs-x/email';
import { isHsxError } from '@hs-x/sdk';
import { CliError } from '../../cli-error.js';
import type { Asked } from '../finding.js';

/** The answer, or why there is none. Throws only what is a mistake of ours. */
export async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { reason: reasonOf(error), code: (error as { readonly code: string }).code };
  }
}

/** A failure a person can act on, as one text. Throws any other error again, and a wrong command line, which is no fact about the app. */
export function reasonOf(error: unknown): string {
  if (error instanceof CliError && error.code === 'USAGE') throw error;
  if (error instanceof CliError || isHsxError(error) || isEmailError(error)) return error.message;
  throw error;
}
