import type { HubspotEngine } from '../hubspot-state.js';
import type { Install } from './install.js';

/** Key of an install in the state. */
export function installKey(appId: number, portalId: number): string {
  return `${appId}:${portalId}`;
}

/** The install of an app in a portal, living or not. */
export function findInstall(engine: HubspotEngine, appId: number, portalId: number): Install | undefined {
  return engine.state.installs.get(installKey(appId, portalId));
}

/** Whether an install is there and was not uninstalled. */
export function isInstalled(install: Install | undefined): install is Install {
  return install !== undefined && install.uninstalledAt === undefined;
}
