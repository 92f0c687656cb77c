import { Hono, type Context } from 'hono';

import type { CallOutcome } from '../calls/call-outcome.js';
import type { WebhookEvent } from '../calls/send-webhooks.js';
import { isRecord } from '../crm/read-properties.js';
import { readJson, refuse } from './control-body.js';
import type { HubspotControl } from './hubspot-control.js';
import type { SurfaceCall } from './surface-call-control.js';
import { readSigning, readSurfaceCall, readSurfaceCalls } from './read-surface-call.js';

/** Signed calls to the app: `call/function`, `call/action`, `call/tool`, several executions in one request, and `webhooks`. */
export function createSurfaceControlRoutes(control: HubspotControl): Hono {
  const routes = new Hono();
  const calls: Readonly<Record<string, (call: SurfaceCall) => Promise<CallOutcome>>> = {
    function: (call) => control.callFunction(call),
    action: (call) => control.callAction(call),
    tool: (call) => control.callTool(call),
  };
  for (const [kind, run] of Object.entries(calls)) {
    routes.post(`/call/${kind}`, async (c) => {
      const call = readSurfaceCall(await readJson(c));
      if (call === undefined)
        return refuse(
          c,
          'Send { "portalId", "name", "input"?, "userId"?, "recordId"?, "callbackId"?, "isRepeated"?, "signing"? }.',
        );
      return attempt(c, async () => c.json(await run(call)));
    });
  }
  for (const kind of ['action', 'tool'] as const) {
    routes.post(`/call/${kind}-batch`, async (c) => {
      const calls = readSurfaceCalls(await readJson(c));
      if (calls === undefined) return refuse(c, 'Send { "calls": [{ "portalId", "name", "input"?, … }] }.');
      const run = kind === 'action' ? control.callActionBatch : control.callToolBatch;
      return attempt(c, async () => c.json(await run(calls)));
    });
  }
  routes.post('/webhooks', async (c) => {
    const body = await readJson(c);
    const events = isRecord(body) && Array.isArray(body.events) ? body.events : undefined;
    if (events?.every(isWebhookEvent) !== true) {
      return refuse(c, 'Send { "events": [{ "subscriptionType", "portalId", … }], "signing"? }.');
    }
    const signing = isRecord(body) ? readSigning(body.signing) : undefined;
    return attempt(c, async () => c.json({ deliveries: await control.sendWebhooks(events, signing) }));
  });
  return routes;
}

/** A call that cannot be made at all (unknown portal, app not configured) is the caller's mistake. */
async function attempt(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return refuse(c, error instanceof Error ? error.message : 'The call could not be made.');
  }
}

function isWebhookEvent(event: unknown): event is WebhookEvent {
  return isRecord(event) && typeof event.subscriptionType === 'string' && typeof event.portalId === 'number';
}
