/** Signed calls to the app, as a card, a workflow or an agent would make them. */
import {
  callAction,
  callActionBatch,
  callTool,
  callToolBatch,
  type InvocableCall,
} from '../calls/call-action.js';
import { callFunction } from '../calls/call-function.js';
import type { CallOutcome } from '../calls/call-outcome.js';
import type { SigningOptions } from '../calls/send-signed.js';
import { openRecordStore } from '../crm/record-store.js';
import { currentApp } from '../current-app.js';
import type { DeveloperApp } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import type { Portal, PortalUser } from '../portal.js';

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
  /** The execution's id. Default: a new one; the one of an earlier call makes this its repetition. */
  readonly callbackId?: string;
  /** Repeat an execution that got no answer, a 5xx or a 429, on the virtual clock, for three days at most. Default false. */
  readonly isRepeated?: boolean;
  readonly signing?: SigningOptions;
}

/** The calls. */
export interface SurfaceCallControl {
  callFunction(call: SurfaceCall): Promise<CallOutcome>;
  callAction(call: SurfaceCall): Promise<CallOutcome>;
  callTool(call: SurfaceCall): Promise<CallOutcome>;
  /** Several executions of one action in one request, as an array. The first call names the action and how to sign. */
  callActionBatch: (calls: readonly SurfaceCall[]) => Promise<CallOutcome>;
  /** The same for a tool. */
  callToolBatch: (calls: readonly SurfaceCall[]) => Promise<CallOutcome>;
}

/** Makes the calls of a simulated HubSpot. */
export function createSurfaceCallControl(engine: HubspotEngine): SurfaceCallControl {
  return {
    callFunction: (call) =>
      callFunction(engine, { ...subjectOf(engine, call), fn: call.name, args: call.input ?? {} }),
    callAction: (call) => callAction(engine, { ...invocable(engine, call), ...enrolled(engine, call) }),
    callTool: (call) => callTool(engine, invocable(engine, call)),
    callActionBatch: (calls) =>
      callActionBatch(
        engine,
        calls.map((call) => ({ ...invocable(engine, call), ...enrolled(engine, call) })),
      ),
    callToolBatch: (calls) =>
      callToolBatch(
        engine,
        calls.map((call) => invocable(engine, call)),
      ),
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

function invocable(engine: HubspotEngine, call: SurfaceCall): InvocableCall {
  const { name, input, callbackId, isRepeated } = call;
  return {
    ...subjectOf(engine, call),
    name,
    inputFields: input ?? {},
    ...(callbackId === undefined ? {} : { callbackId }),
    ...(isRepeated === undefined ? {} : { isRepeated }),
  };
}

function enrolled(engine: HubspotEngine, call: SurfaceCall): Pick<InvocableCall, 'record'> {
  const contacts = openRecordStore(engine, call.portalId, 'contacts');
  const record = call.recordId === undefined ? contacts.list()[0] : contacts.find({ id: call.recordId });
  return record === undefined ? {} : { record };
}
