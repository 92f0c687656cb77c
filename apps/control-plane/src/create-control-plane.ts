/**
 * `POST /v1/billing/<operation>`: is the caller that app, has it called too often, was this grant used before; only then is anything read. Which
 * app's rows are meant follows from the grant alone: no request can name another app's.
 */
import { HsxError, isHsxError, type Logger } from '@hs-x/sdk';
import {
  createMappingDesk,
  readGrant,
  refused,
  appKeySecret,
  verifyGrant,
  type AppKeyId,
  type ControlPlaneBilling,
  type ControlPlaneOperation,
  type GrantedCall,
} from '@hs-x/sdk/control-plane';
import type { MappingEngine } from '@hs-x/sdk/control-plane';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { createRateLimiter, type RateLimit } from './rate-limit.js';

/** What a control plane is made of. */
export interface ControlPlaneParts {
  readonly origin: string;
  /** What the apps' keys are made from; the present one first. */
  readonly secrets: readonly [string, ...string[]];
  /** The apps that may call, and the least version of the key of each. */
  readonly apps: ReadonlyMap<string, number>;
  /** Everything of an engine but whose it is. */
  readonly engine: Omit<MappingEngine, 'scope'>;
  readonly once: { useOnce(use: { key: string; expiresAt: number; now: number }): Promise<boolean> };
  readonly wallClock: { now(): number };
  readonly logger: Logger;
  /** Default: 50 calls a second, 100 at once. */
  readonly rateLimit?: RateLimit;
}

const DEFAULT_RATE: RateLimit = { perSecond: 50, burst: 100 };
const MAX_BODY_BYTES = 16_384;
/** Reading twice does no harm. */
const IS_WRITING: Readonly<Record<ControlPlaneOperation, boolean>> = {
  upsertMapping: true,
  entitlement: false,
  observe: true,
};

/** Makes the HTTP application. */
export function createControlPlane(parts: ControlPlaneParts): Hono {
  const app = new Hono();
  const limiter = createRateLimiter(parts.rateLimit ?? DEFAULT_RATE);
  const tooLarge = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new HsxError({
        code: 'BODY_TOO_LARGE',
        message: `The body is larger than ${MAX_BODY_BYTES} bytes.`,
      });
    },
  });
  app.get('/health', (context) => context.json({ ok: true }));
  app.post('/v1/billing/:operation', tooLarge, async (context) => {
    const operation = context.req.param('operation');
    const body = await context.req.text();
    const call = { origin: parts.origin, operation, body };
    const key = await admit(parts, limiter, { call, header: context.req.header('authorization') });
    if (!isOperation(operation)) throw unknownOperation();
    const desk = createMappingDesk({ ...parts.engine, scope: { app: key.app, mode: key.mode } });
    const answer = await perform(desk, operation, body);
    parts.logger.log('info', 'billing call', { app: key.app, mode: key.mode, operation });
    return context.json({ ok: true, answer });
  });
  app.notFound((context) => context.json(envelopeOf(unknownOperation()), 404));
  app.onError((thrown, context) => {
    const error = isHsxError(thrown) ? thrown : unforeseen(thrown);
    parts.logger.log(error.status >= 500 ? 'error' : 'info', 'call refused', {
      code: error.code,
      error: thrown,
    });
    const { retryAfterSeconds } = error.details;
    if (typeof retryAfterSeconds === 'number') context.header('retry-after', String(retryAfterSeconds));
    return context.json(envelopeOf(error), error.status as ContentfulStatusCode);
  });
  return app;
}

/** Proves the grant, counts the call and uses the grant up. Throws SIGNATURE_INVALID, RATE_LIMITED. */
async function admit(
  { secrets, apps, once, wallClock }: ControlPlaneParts,
  limiter: ReturnType<typeof createRateLimiter>,
  asked: { readonly call: GrantedCall; readonly header: string | undefined },
): Promise<AppKeyId> {
  const grant = readGrant(asked.header);
  const { key } = grant;
  const now = wallClock.now();
  const [first, ...others] = secrets;
  const keySecrets = await Promise.all(others.map((secret) => appKeySecret(secret, key)));
  const proof = { call: asked.call, secrets: [await appKeySecret(first, key), ...keySecrets], now } as const;
  const { nonce, expiresAt } = await verifyGrant(grant, proof);
  const leastVersion = apps.get(key.app);
  if (leastVersion === undefined || key.version < leastVersion)
    throw refused('is of an app that may not call, or of a key that was replaced');
  limiter.take(`${key.app} ${key.mode}`, now);
  const isWriting = isOperation(asked.call.operation) && IS_WRITING[asked.call.operation];
  const use = { key: `grant:${key.app}:${key.mode}:${nonce}`, expiresAt, now };
  if (isWriting && !(await once.useOnce(use))) throw refused('carries a grant that was used before');
  return key;
}

function perform(
  desk: ControlPlaneBilling,
  operation: ControlPlaneOperation,
  body: string,
): Promise<unknown> {
  const request = parse(body);
  return desk[operation](request as never); // the desk reads it field by field
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (cause) {
    throw new HsxError({
      code: 'REQUEST_INVALID',
      message: 'The body is not JSON.',
      hint: 'Send a JSON object.',
      cause,
    });
  }
}

function isOperation(name: string): name is ControlPlaneOperation {
  return Object.hasOwn(IS_WRITING, name);
}

function envelopeOf({ code, message, hint }: HsxError) {
  return { ok: false, error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

function unknownOperation(): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: 'There is no such call.',
    hint: `There are: ${Object.keys(IS_WRITING).join(', ')}.`,
  });
}

function unforeseen(cause: unknown): HsxError {
  return new HsxError({
    code: 'INTERNAL',
    message: 'The control plane could not handle the call.',
    hint: 'Try again.',
    cause,
  });
}
