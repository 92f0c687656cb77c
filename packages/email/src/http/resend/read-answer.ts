import { answeredWith, type ApiAnswer } from '../transport-error.js';

/**
 * Decides what an answer to `POST /emails` means (https://resend.com/docs/api-reference/errors, read 2026-11-21). Returns when the
 * mail is on its way, throws an `EmailError` otherwise.
 */
export function readAnswer(response: Response, body: string): void {
  if (response.ok) return;
  const reason = nameOf(body);
  // The key was used with other words: the mail went out before, from an earlier version of its template.
  if (response.status === 409 && reason === 'invalid_idempotent_request') return;
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw answeredWith({
    code: codeOf(response.status),
    api: 'resend',
    status: response.status,
    reason,
    ...(Number.isFinite(retryAfterSeconds) && retryAfterSeconds >= 0 ? { retryAfterSeconds } : {}),
  });
}

function codeOf(status: number): ApiAnswer['code'] {
  if (status === 429) return 'TRANSPORT_RATE_LIMITED';
  // 403 is an unknown key as well as a sender's domain that is not verified.
  if (status === 401 || status === 403) return 'TRANSPORT_UNAUTHORIZED';
  // 409 `concurrent_idempotent_requests`: the same mail is being sent at this moment.
  if (status === 408 || status === 409 || status >= 500) return 'TRANSPORT_UNAVAILABLE';
  return 'TRANSPORT_REFUSED';
}

/** The failure's name, a word of the API's own; anything else could be the mail's content. */
function nameOf(body: string): string {
  try {
    const answer = JSON.parse(body) as unknown;
    const name = typeof answer === 'object' && answer !== null && 'name' in answer ? answer.name : null;
    return typeof name === 'string' && /^[a-z_]{1,60}$/i.test(name) ? name : 'unnamed';
  } catch {
    return 'unnamed';
  }
}
