/** The hand that plays HubSpot's part in tests and demos. The same calls exist over the wire under `/_sim/hubspot`. */
import type { FaultCounts } from '../../kernel/faults/fault-plan.js';
import type { FaultSettings } from '../../kernel/faults/fault-settings.js';
import type { CallOutcome } from '../calls/call-outcome.js';
import type { SigningOptions } from '../calls/send-signed.js';
import { sendWebhooks, type WebhookEvent } from '../calls/send-webhooks.js';
import type { CrmObjectType, CrmRecord } from '../crm/crm-record.js';
import { openRecordStore } from '../crm/record-store.js';
import { seedContacts } from '../crm/seed-contacts.js';
import { currentApp } from '../current-app.js';
import { buildPortal, type PortalSeed } from '../default-portals.js';
import type { DeveloperApp } from '../developer-app.js';
import type { Fault } from '../fault.js';
import type { HubspotEngine } from '../hubspot-state.js';
import type { Install } from '../installs/install.js';
import { deletePortal, killTokens, uninstall } from '../installs/uninstall.js';
import type { Portal } from '../portal.js';
import type { AppSettings } from './app-settings.js';
import { installTruths, type InstallTruth } from './install-truths.js';
import { createConsentControl, type ConsentControl } from './consent-control.js';
import { createSurfaceCallControl, type SurfaceCallControl } from './surface-call-control.js';

/** Everything a test or demo can do to the simulated HubSpot. */
export interface HubspotControl extends ConsentControl, SurfaceCallControl {
  app(): DeveloperApp;
  configureApp(settings: AppSettings): DeveloperApp;
  portals(): readonly Portal[];
  /** Adds an account with two contacts; an id that is taken gets the new details and keeps its records. */
  createPortal(seed: PortalSeed): Portal;
  /** Closes an account: refresh tokens then answer `BAD_HUB`. */
  deletePortal(portalId: number): boolean;
  /** A portal's living objects of one type, oldest first. */
  records(portalId: number, objectType: CrmObjectType): readonly CrmRecord[];
  installs(): readonly Install[];
  /** Uninstalls from the portal's side; the app is told nothing. */
  uninstall(portalId: number): boolean;
  /** Makes every token of the portal dead while the app stays installed: refreshing answers `BAD_REFRESH_TOKEN`. */
  killTokens(portalId: number): void;
  sendWebhooks(events: readonly WebhookEvent[], signing?: SigningOptions): Promise<readonly CallOutcome[]>;
  /** Answers the next calls under a path with an error. */
  addFault(fault: Fault): void;
  /** Lets webhooks and API calls go wrong by chance, every decision drawn from the seed; `{}` ends it. */
  setFaults(settings: FaultSettings): void;
  /** What has gone wrong since {@link HubspotControl.setFaults}. */
  faultCounts(): FaultCounts;
  /** What is true of the app in every portal it was ever connected to: for judges of what the app made of it. */
  truth(): readonly InstallTruth[];
}

/** Opens the control of a simulated HubSpot. */
export function createHubspotControl(engine: HubspotEngine): HubspotControl {
  const { state } = engine;
  const app = (): DeveloperApp => currentApp(engine);
  return {
    ...createConsentControl(engine),
    ...createSurfaceCallControl(engine),
    app,
    configureApp(settings) {
      const next = { ...app(), ...settings };
      state.apps.set(next.appId, next);
      return next;
    },
    portals: () => [...state.portals.values()],
    createPortal(seed) {
      const portal = buildPortal(seed);
      const isNew = !state.portals.has(portal.portalId);
      state.portals.set(portal.portalId, portal);
      if (isNew) seedContacts(engine, portal.portalId);
      return portal;
    },
    deletePortal: (portalId) => deletePortal(engine, portalId),
    records: (portalId, objectType) => openRecordStore(engine, portalId, objectType).list(),
    installs: () => [...state.installs.values()],
    uninstall: (portalId) => uninstall(engine, app().appId, portalId),
    killTokens: (portalId) => killTokens(engine, app().appId, portalId),
    sendWebhooks: (events, signing) =>
      sendWebhooks(engine, { app: app(), events, ...(signing === undefined ? {} : { signing }) }),
    addFault: (fault) => state.faults.push(fault),
    setFaults: (settings) => engine.faults.set(settings),
    faultCounts: () => engine.faults.counts(),
    truth: () => installTruths(engine, app().appId),
  };
}
