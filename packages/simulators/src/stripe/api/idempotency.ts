/**
 * Idempotency keys: the first answer to a key is kept for a day and given again, whatever happened since. What failed
 * validation is not kept; the same key with other parameters is refused (docs.stripe.com/api/idempotent_requests, read
 * 2026-11-20).
 */
import { createHash } from 'node:crypto';

import { DAY_S } from '../epoch.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { StripeFailure } from './failure.js';
import type { StoredAnswer } from './stored-answer.js';

/** A request that carries a key. */
export interface KeyedRequest {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly rawBody: string;
}

const MAX_KEY_LENGTH = 255;

/** The kept answer of a key, if there is one and the request is the same; a different request is refused. */
export function recallAnswer(world: StripeWorld, request: KeyedRequest): StoredAnswer | undefined {
  if (request.key.length > MAX_KEY_LENGTH) {
    throw idempotencyFailure(`Idempotency keys can be at most ${MAX_KEY_LENGTH} characters long.`);
  }
  const stored = world.state.idempotency.get(request.key);
  if (stored === undefined) return undefined;
  if (nowSeconds(world) - stored.storedAt >= DAY_S) {
    world.state.idempotency.delete(request.key);
    return undefined;
  }
  if (stored.method !== request.method || stored.path !== request.path) {
    throw idempotencyFailure(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${request.path}' vs '${stored.path}'). Try using a key other than '${request.key}' if you meant to execute a different request.`,
    );
  }
  if (stored.fingerprint !== fingerprintOf(request.rawBody)) {
    throw idempotencyFailure(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${request.key}' if you meant to execute a different request.`,
    );
  }
  return stored;
}

/** Keeps an answer, unless it says that the parameters were not valid or the request came at the wrong moment. */
export function keepAnswer(
  world: StripeWorld,
  request: KeyedRequest,
  answer: { readonly status: number; readonly body: string; readonly requestId: string },
): void {
  if ([400, 401, 404, 409, 429].includes(answer.status)) return;
  world.state.idempotency.set(request.key, {
    method: request.method,
    path: request.path,
    fingerprint: fingerprintOf(request.rawBody),
    storedAt: nowSeconds(world),
    ...answer,
  });
}

/** Parameters in another order are the same parameters. */
function fingerprintOf(rawBody: string): string {
  const pairs = [...new URLSearchParams(rawBody)].map(([name, value]) => `${name}=${value}`).sort();
  return createHash('sha256').update(pairs.join('\n')).digest('hex');
}

function idempotencyFailure(message: string): StripeFailure {
  return new StripeFailure(400, { type: 'idempotency_error', message });
}
