import type { HubspotEngine } from '../hubspot-state.js';
import type { Install } from '../installs/install.js';
import { describeRefresh } from '../oauth/introspect-token.js';
import type { AccountType } from '../portal.js';

/** The app in one portal, as a judge sees it. Instants are unix ms. */
export interface InstallTruth {
  readonly portalId: number;
  readonly accountType: AccountType;
  /** Of the person who connected the app last. */
  readonly installerEmail: string | null;
  readonly installedAt: number;
  /** Null while the app is installed. */
  readonly uninstalledAt: number | null;
  /** Set once the whole portal was closed. */
  readonly portalDeletedAt: number | null;
  /** Whether no refresh token of the portal works any more, for whatever reason. */
  readonly areTokensDead: boolean;
}

/** What is true of an app in every portal it was ever connected to, in the order of the first connection. */
export function installTruths(engine: HubspotEngine, appId: number): readonly InstallTruth[] {
  return [...engine.state.installs.values()]
    .filter((install) => install.appId === appId)
    .map((install) => installTruth(engine, install));
}

function installTruth(engine: HubspotEngine, install: Install): InstallTruth {
  const { appId, portalId, userId } = install;
  const portal = engine.state.portals.get(portalId);
  const user = portal?.users.find((candidate) => candidate.userId === userId);
  const refreshTokens = [...engine.state.refreshTokens.values()].filter(
    (token) => token.appId === appId && token.portalId === portalId,
  );
  return {
    portalId,
    accountType: portal?.accountType ?? 'STANDARD',
    installerEmail: user?.email ?? null,
    installedAt: install.installedAt,
    uninstalledAt: install.uninstalledAt ?? null,
    portalDeletedAt: portal?.deletedAt ?? null,
    areTokensDead: refreshTokens.every((token) => !describeRefresh(engine, token).active),
  };
}
