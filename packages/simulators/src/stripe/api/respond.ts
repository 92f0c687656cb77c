/**
 * One request from bytes to answer, in the order Stripe checks: key, idempotency, parameters, work, expansion. The work
 * itself is synchronous, so that no two requests ever interleave in it.
 */
import type { RequestFate } from '../../kernel/faults/fault-plan.js';
import { isFormRecord, parseFormBody, parseJsonBody } from '../../kernel/form-body.js';
import { timelineOfRequest } from '../test-clocks/timeline-of.js';
import { NO_REQUEST, onTimeline, type StripeWorld } from '../world.js';
import { expandPaths } from './expand.js';
import { StripeFailure } from './failure.js';
import { keepAnswer, recallAnswer, type KeyedRequest } from './idempotency.js';
import { failureOf, takeFault } from './request-faults.js';
import type { ApiRoute } from './route.js';

/** A request as it came in. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  /** The text of the parameters: the body of a POST, which is JSON in API v2 and a form in v1, or the query of anything else. */
  readonly form: string;
  readonly idempotencyKey: string | undefined;
}

/** An answer as it goes out. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers one request to one endpoint; undefined when the answer is lost on the way. */
export function respond(world: StripeWorld, route: ApiRoute, request: RawRequest): RawAnswer | undefined {
  const fate = world.faults.ofRequest(request);
  if (fate === 'timeout_before') return undefined;
  const answer = answerOf(world, route, { request, fate });
  return fate === 'timeout_after' ? undefined : answer;
}

function answerOf(
  world: StripeWorld,
  route: ApiRoute,
  call: { readonly request: RawRequest; readonly fate: RequestFate | undefined },
): RawAnswer {
  const { request, fate } = call;
  const requestId = world.ids.next('req_');
  const keyed = keyedRequest(request);
  try {
    const recalled = keyed && recallAnswer(world, keyed);
    if (recalled !== undefined) {
      return answerWith(requestId, recalled.status, recalled.body, {
        'idempotent-replayed': 'true',
        'original-request': recalled.requestId,
      });
    }
    const fault =
      takeFault(world.state.requestFaults, { ...request, phase: 'before' }) ?? refusalBefore(fate);
    if (fault !== undefined) throw fault;
    const body = JSON.stringify(work(world, route, { request, requestId }), undefined, 2);
    const lost = takeFault(world.state.requestFaults, { ...request, phase: 'after' });
    if (lost !== undefined) throw lost;
    if (fate === 'error_after') throw failureOf('server_error');
    if (keyed !== undefined) keepAnswer(world, keyed, { status: 200, body, requestId });
    return answerWith(requestId, 200, body, keyHeader(keyed));
  } catch (error) {
    const refusal = refusalAnswer(requestId, error, keyHeader(keyed));
    if (keyed !== undefined) keepAnswer(world, keyed, { ...refusal, requestId });
    return refusal;
  }
}

function refusalBefore(fate: RequestFate | undefined): StripeFailure | undefined {
  if (fate === 'rate_limited') return failureOf('rate_limited');
  return fate === 'error_before' ? failureOf('server_error') : undefined;
}

/** The answer to a refused request; what is not a {@link StripeFailure} is a defect and is rethrown. */
export function refusalAnswer(
  requestId: string,
  error: unknown,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer {
  if (!(error instanceof StripeFailure)) throw error;
  const body = JSON.stringify({ error: error.body }, undefined, 2);
  return answerWith(requestId, error.status, body, { ...headers, ...error.headers });
}

function work(
  world: StripeWorld,
  route: ApiRoute,
  call: { readonly request: RawRequest; readonly requestId: string },
): object {
  const { request, requestId } = call;
  const isJson = request.method === 'POST' && request.path.startsWith('/v2/');
  const values = isJson ? parseJsonBody(request.form) : parseFormBody(request.form);
  const params = route.decode(values);
  const expand = isFormRecord(values) && Array.isArray(values.expand) ? (values.expand as string[]) : [];
  world.request = { id: requestId, idempotency_key: request.idempotencyKey ?? null };
  try {
    const timeline = timelineOfRequest(world, { id: request.id, values });
    const answer = onTimeline(world, timeline, () =>
      route.answer({ world, params, id: request.id, url: request.path }),
    );
    return expandPaths(world, answer, expand);
  } finally {
    world.request = NO_REQUEST;
  }
}

function keyedRequest(request: RawRequest): KeyedRequest | undefined {
  if (request.method !== 'POST' || request.idempotencyKey === undefined) return undefined;
  return { key: request.idempotencyKey, method: request.method, path: request.path, rawBody: request.form };
}

function keyHeader(keyed: KeyedRequest | undefined): Readonly<Record<string, string>> {
  return keyed === undefined ? {} : { 'idempotency-key': keyed.key };
}

function answerWith(
  requestId: string,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
): RawAnswer {
  return { status, body, headers: { ...headers, 'request-id': requestId } };
}
