import { contentSecurityPolicy } from '../pages/content-security-policy.js';
import type { RouteContext } from './request-scope.js';

/** Headers every answer carries: pages may load nothing from elsewhere, be framed by nobody, and are never cached. */
export function securityHeaders(context: RouteContext): void {
  const { headers } = context.res;
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cache-control', 'no-store');
  if (headers.get('content-type')?.startsWith('text/html')) {
    headers.set('content-security-policy', contentSecurityPolicy(context.var.nonce));
  }
}
