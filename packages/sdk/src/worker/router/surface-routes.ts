/** What HubSpot calls for a portal: workflow actions, agent tools, card functions. Every call is signed; the portal comes from what is signed. */
import type { Hono } from 'hono';
import { fieldsOf } from '../../kernel/fields.js';
import { readSignedIdentity, verifyHubspotRequest } from '../../hubspot/index.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { parsePortalId, type PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { billingLink } from '../billing-link.js';
import { refuseCardNumbers } from '../card-number.js';
import { runAction, runTool } from '../dispatch/run-surface.js';
import { runFunction } from '../dispatch/run-function.js';
import { makeCtx } from '../make-ctx.js';
import { parseJson, readBytes } from './read-body.js';
import type { RouteContext, RouterEnv } from './request-scope.js';

/** Adds `/actions/:name`, `/tools/:name` and `/fn/:name`. */
export function addSurfaceRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  const { definition } = parts;
  router.post('/actions/:name', async (context) => {
    const call = await readSurfaceCall(context, parts);
    const { status, body } = await runAction(definition, { ...call, name: context.req.param('name') });
    return context.json(body, status);
  });
  router.post('/tools/:name', async (context) => {
    const call = await readSurfaceCall(context, parts);
    const { status, body } = await runTool(definition, { ...call, name: context.req.param('name') });
    return context.json(body, status);
  });
  router.post('/fn/:name', async (context) => {
    const body = await readSigned(context, parts, { allowV2: false });
    const { portalId } = readSignedIdentity(new URL(context.req.url).searchParams);
    refuseOtherPortal(portalId, body);
    const ctx = await makeCtx(parts, context.var.logger, portalId);
    const call = {
      name: context.req.param('name'),
      args: body,
      ctx,
      upgradeUrl: await billingLink(parts, portalId),
    };
    const answer = await runFunction(definition, call);
    return context.json(answer.body, answer.status);
  });
}

async function readSurfaceCall(context: RouteContext, parts: AppParts) {
  const body = await readSigned(context, parts, { allowV2: true });
  const portalId = parsePortalId(fieldsOf(body.origin).portalId);
  if (!portalId) throw noPortal();
  const input = body.inputFields ?? body.fields ?? {};
  refuseOtherPortal(portalId, input);
  const ctx = await makeCtx(parts, context.var.logger, portalId);
  return { input, ctx, upgradeUrl: await billingLink(parts, portalId) };
}

async function readSigned(
  context: RouteContext,
  parts: AppParts,
  wish: { allowV2: boolean },
): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await readBytes(context);
  await verifyHubspotRequest({
    method: context.req.method,
    url: context.req.url,
    headers: context.req.raw.headers,
    body: bytes,
    secrets: parts.hubspot.secrets,
    wallNow: parts.engine.wallClock.now(),
    publicOrigin: parts.appUrl,
    allowV2: wish.allowV2,
  });
  const body = parseJson(bytes);
  refuseCardNumbers(body);
  return fieldsOf(body);
}

/** An input field that names another portal is an attempt to act for it, whoever filled it in. */
function refuseOtherPortal(portalId: PortalId, input: unknown): void {
  const named = fieldsOf(input).portalId;
  if (named === undefined || parsePortalId(named) === portalId) return;
  throw new HsxError({
    code: 'FORBIDDEN',
    message: `The input names another portal than ${portalId}, for which HubSpot called.`,
    hint: 'Leave portalId out of the input; the handler has ctx.portalId.',
  });
}

function noPortal(): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: 'The body has no origin.portalId, so it is no call of a workflow or an agent.',
    hint: 'HubSpot sends it by itself; nothing was run.',
  });
}
