/**
 * Which portal a browser speaks for: a signed link, or the signed cookie of an install. An unsigned `?portal=` is never believed; at most
 * it has to agree with the cookie.
 */
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { LINK_LIFE_MS, readLink, signLink, type LinkPurpose } from '../portal-links.js';
import { readOwnCookie, setOwnCookie } from './own-cookie.js';
import type { RouteContext } from './request-scope.js';

const COOKIE = 'hsx_portal';

/** Remembers in the browser which portal it installed the app in. */
export async function rememberPortal(
  context: RouteContext,
  parts: AppParts,
  portalId: PortalId,
): Promise<void> {
  const lifeMs = LINK_LIFE_MS.browser;
  const expiresAt = parts.engine.clock.now() + lifeMs;
  const value = await signLink(parts.signer, { purpose: 'browser', portalId, expiresAt });
  setOwnCookie(context, parts, { name: COOKIE, value, lifeMs });
}

/** The portal of the link's token, else of the cookie; null when neither is genuine or `?portal=` contradicts the cookie. */
export async function browserPortal(
  context: RouteContext,
  parts: AppParts,
  purposes: readonly LinkPurpose[],
): Promise<PortalId | null> {
  const now = parts.engine.clock.now();
  const token = context.req.query('token');
  if (token !== undefined) return readLink(parts.signer, { purposes, text: token, now });
  const cookie = readOwnCookie(context, parts, COOKIE);
  const portalId = await readLink(parts.signer, { purposes: ['browser'], text: cookie, now });
  const named = context.req.query('portal');
  return named === undefined || named === portalId ? portalId : null;
}
