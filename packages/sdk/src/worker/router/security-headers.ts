import { contentSecurityPolicy } from '../pages/content-security-policy.js';
import { isPagePath } from './page-paths.js';
import type { RouteContext } from './request-scope.js';

/**
 * Headers every answer carries: pages may load nothing from elsewhere, be framed by nobody, and are never cached. They are named before the
 * answer is made; to change an answer that is made already costs as much as the rest of a short request.
 */
export function securityHeaders(context: RouteContext): void {
  context.header('x-content-type-options', 'nosniff');
  context.header('referrer-policy', 'no-referrer');
  context.header('cache-control', 'no-store');
  if (isPagePath(context.req.path)) {
    context.header('content-security-policy', contentSecurityPolicy(context.var.nonce));
  }
}
