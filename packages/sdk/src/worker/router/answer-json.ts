import type { RouteContext } from './request-scope.js';
import { SECURITY_HEADERS } from './security-headers.js';

/**
 * Answers a program with JSON, all headers included. They are handed over as a plain object, which Node's adapter writes as it stands: a `Headers`
 * costs as much as the rest of a short answer. Headers named on the context before are not in it.
 */
export function answerJson(context: RouteContext, body: object, status = 200): Response {
  const headers = {
    'content-type': 'application/json',
    'x-request-id': context.get('requestId'),
    ...SECURITY_HEADERS,
  };
  const answer = new Response(JSON.stringify(body), { status, headers });
  context.set('completeAnswer', answer);
  return answer;
}
