/** What is checked when an action, tool or function is declared. Everything HubSpot itself checks is left to the build of its project files. */
import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';
import type { FunctionOptions } from './surface-options.js';

const NAME = /^[A-Za-z][\w-]{0,63}$/;
const MIN_TIME_LIMIT_MS = SECOND_MS;
const MAX_TIME_LIMIT_MS = 110 * SECOND_MS;

/** A declared surface under its name. */
export interface Declared<Options> {
  readonly kind: 'action' | 'tool' | 'function';
  readonly name: string;
  readonly options: Options;
}

/** Adds a surface to those declared. Throws REQUEST_INVALID for a name or option that is not allowed, and for a name taken. */
export function declareSurface<Options extends Pick<FunctionOptions, 'free' | 'timeLimitMs'>>(
  surfaces: Map<string, Options>,
  { kind, name, options }: Declared<Options>,
): void {
  if (!NAME.test(name)) {
    throw declarationRefused(
      `The ${kind} name "${name}" is not allowed: a letter, then letters, digits, "-" or "_", at most 64.`,
    );
  }
  if (surfaces.has(name))
    throw declarationRefused(`The ${kind} "${name}" is declared twice; each name works once.`);
  checkFree(kind, name, options.free);
  checkTimeLimit(name, options.timeLimitMs);
  surfaces.set(name, options);
}

/** The refusal of a declaration in a worker file. */
export function declarationRefused(message: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message,
    hint: 'Correct the declaration in the worker file.',
  });
}

function checkFree(kind: string, name: string, reason: string | undefined): void {
  if (reason === undefined || (typeof reason === 'string' && reason.trim() !== '')) return;
  throw declarationRefused(
    `The ${kind} "${name}" is marked free without a reason: free takes a sentence that says why nobody pays for it.`,
  );
}

function checkTimeLimit(name: string, limitMs: number | undefined): void {
  if (limitMs === undefined || (limitMs >= MIN_TIME_LIMIT_MS && limitMs <= MAX_TIME_LIMIT_MS)) return;
  throw declarationRefused(
    `The function "${name}" has timeLimitMs ${limitMs}; allowed is ${MIN_TIME_LIMIT_MS} to ${MAX_TIME_LIMIT_MS}.`,
  );
}
