/** Custom workflow actions and agent tools: one request shape, told apart by path and by `context.source`. */
import type { CrmRecord } from '../crm/crm-record.js';
import type { DeveloperApp } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import type { Portal, PortalUser } from '../portal.js';
import type { CallOutcome } from './call-outcome.js';
import { repeatExecution } from './repeat-execution.js';
import { requireAppOrigin } from './require-app-origin.js';
import { sendSigned, type SignedRequest, type SigningOptions } from './send-signed.js';

/** Exact timeout unverified by HubSpot's documentation; generic workflow webhooks wait this long. See DEVIATIONS.md. */
const ACTION_TIMEOUT_MS = 20_000;

/** One execution of an action or tool. */
export interface InvocableCall {
  readonly app: DeveloperApp;
  readonly portal: Portal;
  readonly user: PortalUser;
  readonly name: string;
  /** Default `{}`. */
  readonly inputFields?: unknown;
  /** The enrolled object. Default: no object is sent. */
  readonly record?: CrmRecord;
  /** Default: a new id. */
  readonly callbackId?: string;
  /** Whether it is repeated when the app cannot answer. Default false. */
  readonly isRepeated?: boolean;
  readonly signing?: SigningOptions;
}

/** Runs a workflow action: `POST {appOrigin}/actions/<name>`, signed v2 and v3. */
export function callAction(engine: HubspotEngine, call: InvocableCall): Promise<CallOutcome> {
  return invoke(engine, call, { path: 'actions', body: executionBody(engine, call, workflow(engine)) });
}

/** Runs an agent tool: `POST {appOrigin}/tools/<name>`, signed v2 and v3; the context names the agent. */
export function callTool(engine: HubspotEngine, call: InvocableCall): Promise<CallOutcome> {
  return invoke(engine, call, { path: 'tools', body: executionBody(engine, call, AGENT) });
}

/** Runs an action several times in one request; the first call says which, and how it is signed and repeated. */
export function callActionBatch(
  engine: HubspotEngine,
  calls: readonly InvocableCall[],
): Promise<CallOutcome> {
  const context = workflow(engine);
  const body = calls.map((call) => executionBody(engine, call, context));
  return invoke(engine, firstOf(calls), { path: 'actions', body });
}

/** Runs a tool several times in one request. */
export function callToolBatch(engine: HubspotEngine, calls: readonly InvocableCall[]): Promise<CallOutcome> {
  const body = calls.map((call) => executionBody(engine, call, AGENT));
  return invoke(engine, firstOf(calls), { path: 'tools', body });
}

type ExecutionContext = Readonly<Record<string, unknown>>;

const AGENT: ExecutionContext = { source: 'AGENTS', agentId: 'sim-agent' };

function workflow(engine: HubspotEngine): ExecutionContext {
  const workflowId = engine.ids.integer('workflow-id', { min: 100_000_000, max: 999_999_999 });
  return { source: 'WORKFLOWS', workflowId };
}

function firstOf(calls: readonly InvocableCall[]): InvocableCall {
  const [first] = calls;
  if (first === undefined) throw new Error('A batch needs at least one call.');
  return first;
}

async function invoke(
  engine: HubspotEngine,
  call: InvocableCall,
  sent: { readonly path: 'actions' | 'tools'; readonly body: object },
): Promise<CallOutcome> {
  const url = new URL(`/${sent.path}/${encodeURIComponent(call.name)}`, requireAppOrigin(call.app));
  const request: SignedRequest = {
    deliver: engine.deliver,
    url: url.toString(),
    clientSecret: call.app.clientSecret,
    body: JSON.stringify(sent.body),
    timeoutMs: ACTION_TIMEOUT_MS,
    legacyVersion: 'v2',
    ...(call.signing === undefined ? {} : { signing: call.signing }),
  };
  const outcome = await sendSigned(request);
  if (call.isRepeated === true) repeatExecution(engine, request, outcome);
  return outcome;
}

function executionBody(
  engine: HubspotEngine,
  call: InvocableCall,
  context: ExecutionContext,
): Readonly<Record<string, unknown>> {
  const { portal, user, record } = call;
  return {
    callbackId: call.callbackId ?? newCallbackId(engine, portal),
    origin: {
      portalId: portal.portalId,
      userId: user.userId,
      actionDefinitionId: 10_646_377,
      actionDefinitionVersion: 1,
    },
    context,
    ...(record === undefined ? {} : { object: enrolledObject(record) }),
    inputFields: call.inputFields ?? {},
  };
}

function newCallbackId(engine: HubspotEngine, portal: Portal): string {
  const serial = engine.ids.integer('callback-id', { min: 10_000_000, max: 99_999_999 });
  return `ap-${portal.portalId}-${serial}`;
}

function enrolledObject(record: CrmRecord): Readonly<Record<string, unknown>> {
  const names = { contacts: 'CONTACT', companies: 'COMPANY', deals: 'DEAL' } as const;
  return {
    objectId: Number(record.id),
    objectType: names[record.objectType],
    properties: record.properties,
  };
}
