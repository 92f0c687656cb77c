/**
 * Which browser began an install. Without it, somebody could hand a victim the last link of their own install, and the victim's browser
 * would from then on speak, and pay, for a stranger's portal. Such an install still completes: it may have been begun elsewhere. Only the
 * browser is not remembered.
 */
import { MINUTE_MS } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import { readOwnCookie, setOwnCookie } from './own-cookie.js';
import type { RouteContext } from './request-scope.js';

const COOKIE = 'hsx_install';
/** As long as a state lives. */
const LIFE_MS = 10 * MINUTE_MS;

/** Notes in the browser the state it takes to the consent page. */
export function noteInstallBegun(context: RouteContext, parts: AppParts, state: string): void {
  setOwnCookie(context, parts, { name: COOKIE, value: state, lifeMs: LIFE_MS });
}

/** Whether this browser took this state to the consent page. */
export function hasBegunInstall(context: RouteContext, parts: AppParts, state: string): boolean {
  return readOwnCookie(context, parts, COOKIE) === state;
}
