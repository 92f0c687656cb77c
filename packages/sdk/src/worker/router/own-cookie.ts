/** Cookies of this app alone: no script reads them, no other site sends them along, and over https no subdomain can plant one. */
import { getCookie, setCookie } from 'hono/cookie';
import { SECOND_MS } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import type { RouteContext } from './request-scope.js';

/** Sets a cookie for `lifeMs` milliseconds; over https its name gets the prefix `__Host-`. */
export function setOwnCookie(
  context: RouteContext,
  parts: Pick<AppParts, 'appUrl'>,
  cookie: { readonly name: string; readonly value: string; readonly lifeMs: number },
): void {
  const isSecure = isHttps(parts);
  setCookie(context, cookie.name, cookie.value, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    path: '/',
    maxAge: cookie.lifeMs / SECOND_MS,
    ...(isSecure ? { prefix: 'host' } : {}),
  });
}

/** The cookie's value; undefined when the browser sent none. */
export function readOwnCookie(
  context: RouteContext,
  parts: Pick<AppParts, 'appUrl'>,
  name: string,
): string | undefined {
  return isHttps(parts) ? getCookie(context, name, 'host') : getCookie(context, name);
}

function isHttps({ appUrl }: Pick<AppParts, 'appUrl'>): boolean {
  return appUrl.startsWith('https:');
}
