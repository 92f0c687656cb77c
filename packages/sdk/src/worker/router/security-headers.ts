import { contentSecurityPolicy } from '../pages/content-security-policy.js';
import type { RouteContext } from './request-scope.js';

/** Headers of every answer, whoever gives it: nothing is guessed, nothing is passed on, nothing is kept. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** Adds the headers every answer carries to the one that was made; pages may load nothing from elsewhere and be framed by nobody. */
export function completeHeaders(context: RouteContext): void {
  const { headers } = context.res;
  headers.set('x-request-id', context.get('requestId'));
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  const nonce = context.get('nonce');
  if (nonce !== '') headers.set('content-security-policy', contentSecurityPolicy(nonce));
}
