import type { VendorContext } from '../kernel/vendor-context.js';
import { seedContacts } from './crm/seed-contacts.js';
import { defaultPortals } from './default-portals.js';
import { defaultApp } from './developer-app.js';
import type { HubspotEngine } from './hubspot-state.js';

/** Builds the core with the default portals and one unconfigured app. */
export function createHubspotEngine(context: VendorContext): HubspotEngine {
  const app = defaultApp(context.ids.text('client-secret', 32, '0123456789abcdef'));
  const engine: HubspotEngine = {
    ...context,
    journalKey: context.ids.text('journal-key', 32),
    state: {
      apps: new Map([[app.appId, app]]),
      portals: new Map(defaultPortals().map((portal) => [portal.portalId, portal])),
      installs: new Map(),
      codes: new Map(),
      accessTokens: new Map(),
      refreshTokens: new Map(),
      marketplaceInstalls: new Map(),
      records: new Map(),
      journal: [],
      journalSubscriptions: [],
      runs: [],
      faults: [],
    },
  };
  for (const portalId of engine.state.portals.keys()) seedContacts(engine, portalId);
  return engine;
}
