/** The billing calls over HTTPS: one request, one answer, signed with a grant of its own. */
import type {
  ControlPlaneBilling,
  ControlPlaneOperation,
  ControlPlaneOperations,
} from '../contract/control-plane.js';
import type { Clock } from '../kernel/clock.js';
import { ERROR_CODES, type ErrorCode } from '../kernel/error-code.js';
import { fieldsOf } from '../kernel/fields.js';
import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';
import type { AppKey } from './app-key.js';
import { signGrant } from './grant.js';

/** Where the control plane is, and the app's key to it. */
export interface ControlPlaneOptions {
  /** Its public origin. */
  readonly origin: string;
  readonly key: AppKey;
  /** The wall clock: grants are short. */
  readonly wallClock: Clock;
}

const TIMEOUT_MS = 10 * SECOND_MS;

/** Makes the client. Its calls throw what the control plane refuses with, and BILLING_UNAVAILABLE when it cannot be reached. */
export function createControlPlaneClient(options: ControlPlaneOptions): ControlPlaneBilling {
  return {
    upsertMapping: (request) => call(options, 'upsertMapping', request),
    entitlement: (request) => call(options, 'entitlement', request),
    observe: (request) => call(options, 'observe', request),
  };
}

async function call<Name extends ControlPlaneOperation>(
  { origin, key, wallClock }: ControlPlaneOptions,
  operation: Name,
  request: ControlPlaneOperations[Name]['request'],
): Promise<ControlPlaneOperations[Name]['answer']> {
  const body = JSON.stringify(request);
  const grant = await signGrant({ origin, operation, body }, key, wallClock.now());
  const response = await fetch(`${origin}/v1/billing/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${grant}` },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  const envelope = fieldsOf(await response.json().catch(() => null));
  if (response.ok && envelope.ok === true) return envelope.answer as ControlPlaneOperations[Name]['answer'];
  throw refusalOf(envelope.error, response.status);
}

function refusalOf(error: unknown, status: number): HsxError {
  const { code, message, hint } = fieldsOf(error);
  if (typeof code !== 'string' || typeof message !== 'string' || !Object.hasOwn(ERROR_CODES, code)) {
    return unreachable(new Error(`status ${status}`));
  }
  return new HsxError({
    code: code as ErrorCode,
    message,
    ...(typeof hint === 'string' ? { hint } : {}),
  });
}

function unreachable(cause: unknown): HsxError {
  return new HsxError({
    code: 'BILLING_UNAVAILABLE',
    message: 'The control plane did not answer.',
    hint: 'Try again; the calls may be repeated without harm.',
    cause,
  });
}
