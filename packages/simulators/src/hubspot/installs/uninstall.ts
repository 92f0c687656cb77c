import type { HubspotEngine } from '../hubspot-state.js';
import { publishLifecycleEvent } from '../journal/publish-lifecycle-event.js';
import { findInstall, installKey, isInstalled } from './find-install.js';

/**
 * Removes the app from a portal: every token of it dies at once. HubSpot tells the app nothing about it,
 * except in the Webhooks Journal.
 * Answers false when there was nothing to remove.
 */
export function uninstall(engine: HubspotEngine, appId: number, portalId: number): boolean {
  const install = findInstall(engine, appId, portalId);
  if (!isInstalled(install)) return false;
  engine.state.installs.set(installKey(appId, portalId), { ...install, uninstalledAt: engine.clock.now() });
  killTokens(engine, appId, portalId);
  publishLifecycleEvent(engine, install, 'APP_UNINSTALL');
  return true;
}

/** Revokes every token of an app in a portal, without uninstalling it. */
export function killTokens(engine: HubspotEngine, appId: number, portalId: number): void {
  const isOfInstall = (token: Revocable): boolean => token.appId === appId && token.portalId === portalId;
  revokeWhere(engine.state.accessTokens, isOfInstall, engine.clock.now());
  revokeWhere(engine.state.refreshTokens, isOfInstall, engine.clock.now());
}

/** Closes a whole portal: its refresh tokens then answer `BAD_HUB`. Answers false when there is no such portal. */
export function deletePortal(engine: HubspotEngine, portalId: number): boolean {
  const portal = engine.state.portals.get(portalId);
  if (portal === undefined) return false;
  const deletedAt = engine.clock.now();
  engine.state.portals.set(portalId, { ...portal, deletedAt });
  revokeWhere(engine.state.accessTokens, (token) => token.portalId === portalId, deletedAt);
  return true;
}

interface Revocable {
  readonly appId: number;
  readonly portalId?: number;
  readonly revokedAt?: number;
}

function revokeWhere<T extends Revocable>(
  tokens: Map<string, T>,
  isMeant: (token: T) => boolean,
  revokedAt: number,
): void {
  for (const [key, token] of tokens) {
    if (isMeant(token) && token.revokedAt === undefined) tokens.set(key, { ...token, revokedAt });
  }
}
