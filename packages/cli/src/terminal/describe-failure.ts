/** What a person is told of a failure: the message and what to do; a stack only for what nobody foresaw. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { hint, code } = error as { readonly hint?: unknown; readonly code?: unknown };
  if (typeof code !== 'string') return error.stack ?? error.message;
  return typeof hint === 'string' ? `${error.message}\n${hint}` : error.message;
}
