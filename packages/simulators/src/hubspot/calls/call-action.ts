/** Custom workflow actions and agent tools: one request shape, told apart by path and by `context.source`. */
import type { CrmRecord } from '../crm/crm-record.js';
import type { DeveloperApp } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import type { Portal, PortalUser } from '../portal.js';
import type { CallOutcome } from './call-outcome.js';
import { requireAppOrigin } from './require-app-origin.js';
import { sendSigned, type SigningOptions } from './send-signed.js';

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
  readonly signing?: SigningOptions;
}

/** Runs a workflow action: `POST {appOrigin}/actions/<name>`, signed v2 and v3. */
export function callAction(engine: HubspotEngine, call: InvocableCall): Promise<CallOutcome> {
  const workflowId = engine.ids.integer('workflow-id', { min: 100_000_000, max: 999_999_999 });
  return invoke(engine, call, { path: 'actions', context: { source: 'WORKFLOWS', workflowId } });
}

/** Runs an agent tool: `POST {appOrigin}/tools/<name>`, signed v2 and v3; the context names the agent. */
export function callTool(engine: HubspotEngine, call: InvocableCall): Promise<CallOutcome> {
  return invoke(engine, call, { path: 'tools', context: { source: 'AGENTS', agentId: 'sim-agent' } });
}

function invoke(
  engine: HubspotEngine,
  call: InvocableCall,
  surface: { readonly path: 'actions' | 'tools'; readonly context: Readonly<Record<string, unknown>> },
): Promise<CallOutcome> {
  const url = new URL(`/${surface.path}/${encodeURIComponent(call.name)}`, requireAppOrigin(call.app));
  return sendSigned({
    deliver: engine.deliver,
    url: url.toString(),
    clientSecret: call.app.clientSecret,
    body: JSON.stringify(executionBody(engine, call, surface.context)),
    timeoutMs: ACTION_TIMEOUT_MS,
    legacyVersion: 'v2',
    ...(call.signing === undefined ? {} : { signing: call.signing }),
  });
}

function executionBody(
  engine: HubspotEngine,
  call: InvocableCall,
  context: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { portal, user, record } = call;
  const serial = engine.ids.integer('callback-id', { min: 10_000_000, max: 99_999_999 });
  return {
    callbackId: `ap-${portal.portalId}-${serial}`,
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

function enrolledObject(record: CrmRecord): Readonly<Record<string, unknown>> {
  const names = { contacts: 'CONTACT', companies: 'COMPANY', deals: 'DEAL' } as const;
  return {
    objectId: Number(record.id),
    objectType: names[record.objectType],
    properties: record.properties,
  };
}
