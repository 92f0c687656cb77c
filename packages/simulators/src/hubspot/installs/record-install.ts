import type { HubspotEngine } from '../hubspot-state.js';
import type { AuthorizationCode } from '../oauth/tokens.js';
import { findInstall, installKey, isInstalled } from './find-install.js';

/** Notes that the app is connected now: HubSpot counts an app as installed once its code was exchanged. */
export function recordInstall(engine: HubspotEngine, code: AuthorizationCode): void {
  const { appId, portalId, userId, scopes } = code;
  const known = findInstall(engine, appId, portalId);
  const installedAt = isInstalled(known) ? known.installedAt : engine.clock.now();
  engine.state.installs.set(installKey(appId, portalId), { appId, portalId, userId, scopes, installedAt });
}
