import type { VendorContext } from '../kernel/vendor-context.js';
import type { CrmRecord } from './crm/crm-record.js';
import type { DeveloperApp } from './developer-app.js';
import type { Fault } from './fault.js';
import type { Install } from './installs/install.js';
import type { MarketplaceInstall } from './installs/marketplace-install.js';
import type { JournalEntry, JournalSubscription } from './journal/journal-entry.js';
import type { AccessToken, AuthorizationCode, RefreshToken } from './oauth/tokens.js';
import type { Portal } from './portal.js';
import type { SurfaceRun } from './calls/surface-run.js';

/** Everything the HubSpot simulator remembers. Values are replaced, never changed in place. */
export interface HubspotState {
  readonly apps: Map<number, DeveloperApp>;
  readonly portals: Map<number, Portal>;
  /** Keyed by `<appId>:<portalId>`. */
  readonly installs: Map<string, Install>;
  readonly codes: Map<string, AuthorizationCode>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly refreshTokens: Map<string, RefreshToken>;
  readonly marketplaceInstalls: Map<string, MarketplaceInstall>;
  /** Keyed by `<portalId>:<object type>:<id>`. */
  readonly records: Map<string, CrmRecord>;
  /** The Webhooks Journal, oldest first. */
  readonly journal: JournalEntry[];
  readonly journalSubscriptions: JournalSubscription[];
  /** What was run from record pages, newest first. */
  readonly runs: SurfaceRun[];
  /** Answers to give instead of the real one. */
  readonly faults: Fault[];
}

/** The HubSpot simulator's core: its memory, the clock, the ids and its own origin. */
export interface HubspotEngine extends VendorContext {
  readonly state: HubspotState;
  /** Signs the addresses of journal files. */
  readonly journalKey: string;
}

/** The app that `clientId` names, if any. */
export function findAppByClientId(engine: HubspotEngine, clientId: string): DeveloperApp | undefined {
  return [...engine.state.apps.values()].find((app) => app.clientId === clientId);
}
