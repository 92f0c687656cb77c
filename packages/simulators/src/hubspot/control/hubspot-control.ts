/** The hand that plays HubSpot's part in tests and demos. The same calls exist over the wire under `/_sim/hubspot`. */
import type { FaultCounts } from '../../kernel/faults/fault-plan.js';
import type { FaultSettings } from '../../kernel/faults/fault-settings.js';
import type { CallOutcome } from '../calls/call-outcome.js';
import { callAction, callTool } from '../calls/call-action.js';
import { callFunction } from '../calls/call-function.js';
import type { SigningOptions } from '../calls/send-signed.js';
import { sendWebhooks, type WebhookEvent } from '../calls/send-webhooks.js';
import { openRecordStore } from '../crm/record-store.js';
import { seedContacts } from '../crm/seed-contacts.js';
import { currentApp } from '../current-app.js';
import { buildPortal, type PortalSeed } from '../default-portals.js';
import type { DeveloperApp } from '../developer-app.js';
import type { Fault } from '../fault.js';
import type { HubspotEngine } from '../hubspot-state.js';
import type { Install } from '../installs/install.js';
import { deletePortal, killTokens, uninstall } from '../installs/uninstall.js';
import type { Portal, PortalUser } from '../portal.js';
import type { AppSettings } from './app-settings.js';
import { installTruths, type InstallTruth } from './install-truths.js';
import { createConsentControl, type ConsentControl } from './consent-control.js';

/** One signed call to the app, as a card, workflow or agent would make it. */
export interface SurfaceCall {
  readonly portalId: number;
  /** Default: the portal's Super Admin. */
  readonly userId?: number;
  /** Name of the function, action or tool. */
  readonly name: string;
  /** `args` of a function, `inputFields` of an action or tool. Default `{}`. */
  readonly input?: unknown;
  /** Contact enrolled in an action. Default: the portal's first contact; tools get none. */
  readonly recordId?: string;
  readonly signing?: SigningOptions;
}

/** Everything a test or demo can do to the simulated HubSpot. */
export interface HubspotControl extends ConsentControl {
  app(): DeveloperApp;
  configureApp(settings: AppSettings): DeveloperApp;
  portals(): readonly Portal[];
  /** Adds an account with two contacts; an id that is taken gets the new details and keeps its records. */
  createPortal(seed: PortalSeed): Portal;
  /** Closes an account: refresh tokens then answer `BAD_HUB`. */
  deletePortal(portalId: number): boolean;
  installs(): readonly Install[];
  /** Uninstalls from the portal's side; the app is told nothing. */
  uninstall(portalId: number): boolean;
  /** Makes every token of the portal dead while the app stays installed: refreshing answers `BAD_REFRESH_TOKEN`. */
  killTokens(portalId: number): void;
  callFunction(call: SurfaceCall): Promise<CallOutcome>;
  callAction(call: SurfaceCall): Promise<CallOutcome>;
  callTool(call: SurfaceCall): Promise<CallOutcome>;
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
    installs: () => [...state.installs.values()],
    uninstall: (portalId) => uninstall(engine, app().appId, portalId),
    killTokens: (portalId) => killTokens(engine, app().appId, portalId),
    callFunction: (call) =>
      callFunction(engine, { ...subjectOf(engine, call), fn: call.name, args: call.input ?? {} }),
    callAction: (call) => callAction(engine, { ...invocable(engine, call), ...enrolled(engine, call) }),
    callTool: (call) => callTool(engine, invocable(engine, call)),
    sendWebhooks: (events, signing) =>
      sendWebhooks(engine, { app: app(), events, ...(signing === undefined ? {} : { signing }) }),
    addFault: (fault) => state.faults.push(fault),
    setFaults: (settings) => engine.faults.set(settings),
    faultCounts: () => engine.faults.counts(),
    truth: () => installTruths(engine, app().appId),
  };
}

interface Subject {
  readonly app: DeveloperApp;
  readonly portal: Portal;
  readonly user: PortalUser;
  readonly signing?: SigningOptions;
}

function subjectOf(engine: HubspotEngine, call: SurfaceCall): Subject {
  const portal = engine.state.portals.get(call.portalId);
  const user = portal?.users.find((candidate) =>
    call.userId === undefined ? candidate.isSuperAdmin : candidate.userId === call.userId,
  );
  if (portal === undefined || user === undefined) {
    throw new Error(
      `Portal ${call.portalId}${call.userId === undefined ? '' : ` with user ${call.userId}`} is unknown. Known portals: ${[...engine.state.portals.keys()].join(', ')}.`,
    );
  }
  const signing = call.signing === undefined ? {} : { signing: call.signing };
  return { app: currentApp(engine), portal, user, ...signing };
}

function invocable(
  engine: HubspotEngine,
  call: SurfaceCall,
): Subject & { readonly name: string; readonly inputFields: unknown } {
  return { ...subjectOf(engine, call), name: call.name, inputFields: call.input ?? {} };
}

function enrolled(
  engine: HubspotEngine,
  call: SurfaceCall,
): Pick<Parameters<typeof callAction>[1], 'record'> {
  const contacts = openRecordStore(engine, call.portalId, 'contacts');
  const record = call.recordId === undefined ? contacts.list()[0] : contacts.find({ id: call.recordId });
  return record === undefined ? {} : { record };
}
