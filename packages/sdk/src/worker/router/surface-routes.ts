/** What HubSpot calls for a portal: workflow actions, agent tools, card functions. Every call is signed; the portal comes from what is signed. */
import type { Hono } from 'hono';
import { readSignedIdentity } from '../../hubspot/index.js';
import { fieldsOf, isRecord } from '../../kernel/fields.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { parsePortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { billingLink } from '../billing-link.js';
import { refuseCardNumbers } from '../card-number.js';
import { refuseOtherPortal } from '../dispatch/refuse-other-portal.js';
import {
  publishedSurface,
  runExecution,
  type ExecutedSurface,
  type ExecutionCall,
} from '../dispatch/run-execution.js';
import { runExecutionBatch } from '../dispatch/run-execution-batch.js';
import { runFunction } from '../dispatch/run-function.js';
import { readExecution } from '../execution.js';
import { ctxOpener } from '../open-ctx.js';
import { answerJson } from './answer-json.js';
import { readSignedJson } from './read-signed-json.js';
import type { RouteContext, RouterEnv } from './request-scope.js';

/** Most executions of one request. */
const MAX_EXECUTIONS = 100;

/** Adds `/actions/:name`, `/tools/:name` and `/fn/:name`. */
export function addSurfaceRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  for (const kind of ['action', 'tool'] as const) {
    router.post(`/${kind}s/:name`, async (context) => {
      const body = await readSignedJson(context, parts, { allowV2: true });
      const surface = publishedSurface(parts.definition, { kind, name: context.req.param('name') });
      return answerJson(context, await answerExecutions(parts, { context, surface, body }));
    });
  }
  router.post('/fn/:name', async (context) => {
    const args = requireObject(await readSignedJson(context, parts));
    const { portalId, userId, userEmail } = readSignedIdentity(queryOf(context.req.url));
    refuseCardNumbers(args);
    refuseOtherPortal(portalId, args);
    const openCtx = ctxOpener(parts, context.get('logger'));
    const answer = await runFunction(parts.definition, {
      name: context.req.param('name'),
      args,
      user: { userId, userEmail },
      upgradeUrl: () => billingLink(parts, portalId),
      openCtx: openCtx(portalId),
    });
    return answerJson(context, answer.body, answer.status);
  });
}

async function answerExecutions(
  parts: AppParts,
  asked: { context: RouteContext; surface: ExecutedSurface; body: unknown },
): Promise<object> {
  const { context, surface, body } = asked;
  const openCtx = ctxOpener(parts, context.get('logger'));
  const read = (one: unknown): ExecutionCall => readCall(parts, { surface, openCtx, body: one });
  if (!Array.isArray(body)) return { outputFields: await runExecution(read(body)) };
  if (body.length === 0 || body.length > MAX_EXECUTIONS) throw noBatch(body.length);
  return runExecutionBatch(body.map(read));
}

function readCall(
  parts: AppParts,
  asked: { surface: ExecutedSurface; openCtx: ReturnType<typeof ctxOpener>; body: unknown },
): ExecutionCall {
  const body = requireObject(asked.body);
  const portalId = parsePortalId(fieldsOf(body.origin).portalId);
  if (!portalId) throw noPortal();
  return {
    surface: asked.surface,
    portalId,
    execution: readExecution(body),
    // Older executions say `fields`, some say both.
    input: body.inputFields ?? body.fields ?? {},
    upgradeUrl: () => billingLink(parts, portalId),
    openCtx: asked.openCtx(portalId),
  };
}

/** The query of an address that was parsed before; what follows a mark for a place in the document is none of it. */
function queryOf(url: string): URLSearchParams {
  const mark = url.indexOf('#');
  const address = mark === -1 ? url : url.slice(0, mark);
  const start = address.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : address.slice(start + 1));
}

function requireObject(body: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(body)) return body;
  throw new HsxError({
    code: 'REQUEST_INVALID',
    message: `The body is ${Array.isArray(body) ? 'an array' : `a JSON ${typeof body}`}; expected a JSON object.`,
    hint: 'Send an object; nothing was run.',
  });
}

function noPortal(): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: 'The body has no origin.portalId, so it is no call of a workflow or an agent.',
    hint: 'HubSpot sends it by itself; nothing was run.',
  });
}

function noBatch(length: number): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The body is an array of ${length} executions; allowed are 1 to ${MAX_EXECUTIONS}.`,
    hint: 'Send fewer at once; nothing was run.',
  });
}
