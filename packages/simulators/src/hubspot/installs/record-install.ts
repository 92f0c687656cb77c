import type { HubspotEngine } from '../hubspot-state.js';
import type { AuthorizationCode } from '../oauth/tokens.js';
import { publishLifecycleEvent } from '../journal/publish-lifecycle-event.js';
import { findInstall, installKey, isInstalled } from './find-install.js';
import type { Install } from './install.js';

/** Notes that the app is connected now: HubSpot counts an app as installed once its code was exchanged. */
export function recordInstall(engine: HubspotEngine, code: AuthorizationCode): void {
  const { appId, portalId, userId, scopes } = code;
  const known = findInstall(engine, appId, portalId);
  const isNew = !isInstalled(known);
  const installedAt = isNew ? engine.clock.now() : known.installedAt;
  const install: Install = { appId, portalId, userId, scopes, installedAt };
  engine.state.installs.set(installKey(appId, portalId), install);
  if (isNew) publishLifecycleEvent(engine, install, 'APP_INSTALL');
}
