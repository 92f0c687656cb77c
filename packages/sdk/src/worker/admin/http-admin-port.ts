/** The operators' port of a deployed app: signed requests, the same answers. */
import type {
  AdminAnswer,
  AdminOperation,
  AdminPort,
  AdminRequest,
} from '../../contract/admin/admin-operations.js';
import { utf8 } from '../../kernel/bytes.js';
import { ERROR_CODES, type ErrorCode } from '../../kernel/error-code.js';
import { fieldsOf } from '../../kernel/fields.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { MINUTE_MS } from '../../kernel/instant.js';
import { ADMIN_HEADER, signAdminRequest } from './admin-signature.js';

/** Where the app is, and what requests are signed with. */
export interface HttpAdminOptions {
  /** The app's `APP_URL`. */
  readonly origin: string;
  /** The app's `HSX_ADMIN_SECRET`, or the first of several. */
  readonly secret: string;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

const TIMEOUT_MS = MINUTE_MS;

/** A port over HTTPS. Throws what the app's own port throws, and STORE_UNAVAILABLE when the app cannot be reached. */
export function createHttpAdminPort({
  origin,
  secret,
  fetch = globalThis.fetch,
}: HttpAdminOptions): AdminPort {
  return {
    async call<Name extends AdminOperation>(
      operation: Name,
      request: AdminRequest<Name>,
    ): Promise<AdminAnswer<Name>> {
      const body = utf8(JSON.stringify(request));
      const [present = ''] = secret.split(',').map((part) => part.trim());
      const signature = await signAdminRequest(
        { origin, operation, body },
        { secret: present, now: Date.now() },
      );
      const headers = { 'content-type': 'application/json', [ADMIN_HEADER]: signature };
      const init = { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) };
      const response = await fetch(`${origin}/admin/${operation}`, init).catch((cause: unknown) => {
        throw unreachable(origin, cause);
      });
      return readAnswer<AdminAnswer<Name>>(response, origin);
    },
  };
}

async function readAnswer<Answer>(response: Response, origin: string): Promise<Answer> {
  const envelope = fieldsOf(await response.json().catch(() => null));
  if (response.ok && envelope.ok === true) return envelope.answer as Answer;
  const { code, message, hint } = fieldsOf(envelope.error);
  if (typeof code !== 'string' || typeof message !== 'string') throw notTheApp(origin, response.status);
  throw new HsxError({
    code: isErrorCode(code) ? code : 'INTERNAL',
    message,
    ...(typeof hint === 'string' ? { hint } : {}),
  });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}

function unreachable(origin: string, cause: unknown): HsxError {
  return new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: `The app at ${origin} did not answer.`,
    hint: 'Check the address, and that the app runs.',
    cause,
  });
}

function notTheApp(origin: string, status: number): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: `What answers at ${origin} (status ${status}) is no HS-X app that operators may ask.`,
    hint: 'Give the app’s own APP_URL, and set HSX_ADMIN_SECRET where it runs.',
  });
}
