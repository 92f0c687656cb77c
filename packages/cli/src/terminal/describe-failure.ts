/** What a person is told of a failure: the message and what to do; a stack only for what nobody foresaw. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { hint, code } = error as { readonly hint?: unknown; readonly code?: unknown };
  if (typeof code !== 'string') return error.stack ?? error.message;
  return typeof hint === 'string' ? `${error.message}\n${hint}` : error.message;
}

/** What a program is told of a failure, with `--json`, on standard error. */
export interface FailureDocument {
  readonly error: {
    /** A code of the command or of HS-X; `INTERNAL` for what nobody foresaw. */
    readonly code: string;
    readonly message: string;
    /** What to do; null when there is nothing better than the message. */
    readonly hint: string | null;
  };
}

/** A failure as one JSON document. */
export function failureDocument(error: unknown): FailureDocument {
  const { message, hint, code } = (error instanceof Error ? error : {}) as {
    readonly message?: string;
    readonly hint?: unknown;
    readonly code?: unknown;
  };
  return {
    error: {
      code: typeof code === 'string' ? code : 'INTERNAL',
      message: message ?? String(error),
      hint: typeof hint === 'string' ? hint : null,
    },
  };
}
