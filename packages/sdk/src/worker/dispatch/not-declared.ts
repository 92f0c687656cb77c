import { HsxError } from '../../kernel/hsx-error.js';

/** The refusal of a name the worker does not declare, or does not publish. */
export function notDeclared(kind: 'action' | 'tool' | 'function', name: string): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: `The worker declares no ${kind} "${name.slice(0, 64)}" for HubSpot.`,
    hint: `Declare it in the worker file, or correct the name where HubSpot calls it.`,
  });
}
