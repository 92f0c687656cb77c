/**
 * The `content-security-policy` header under which every page of this folder works: only the styles and scripts that
 * carry the nonce, requests only to our own origin, no frames. `form-action` is left open on purpose: Chromium applies
 * it to the redirect after a POST as well, and ours lead to the payment provider's pages.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
