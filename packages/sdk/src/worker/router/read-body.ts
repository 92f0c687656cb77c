/** What arrives is bytes of a bounded length, and JSON of a bounded depth, or it is refused. */
import { HsxError } from '../../kernel/hsx-error.js';
import { fromUtf8 } from '../../kernel/bytes.js';
import { isNestedTooDeep, MAX_NESTING } from '../../kernel/nesting.js';
import { requestBody } from './request-body.js';
import type { RouteContext } from './request-scope.js';

/** Largest body accepted anywhere, bytes: as much as HubSpot's own proxy lets through. */
export const MAX_BODY_BYTES = 1_000_000;

/** The body's bytes, as received. Throws BODY_TOO_LARGE beyond {@link MAX_BODY_BYTES}, REQUEST_INVALID when it ends too early. */
export async function readBytes(context: RouteContext): Promise<Uint8Array<ArrayBuffer>> {
  const readBody = context.env.readBody ?? requestBody(context.req.raw);
  try {
    const bytes = await readBody(MAX_BODY_BYTES);
    if (bytes !== null) return bytes;
  } catch (cause) {
    throw cutShort(cause);
  }
  throw tooLarge();
}

/** The JSON value of the bytes; an empty body counts as `{}`. Throws REQUEST_INVALID, also beyond {@link MAX_NESTING} levels. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  const value = jsonOf(bytes);
  if (isNestedTooDeep(value)) throw tooDeep();
  return value;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch (cause) {
    throw new HsxError({
      code: 'REQUEST_INVALID',
      message: `The body of ${bytes.byteLength} bytes is not JSON.`,
      hint: 'Send a JSON object.',
      cause,
    });
  }
}

function tooLarge(): HsxError {
  return new HsxError({
    code: 'BODY_TOO_LARGE',
    message: `The body is larger than ${MAX_BODY_BYTES} bytes; nothing of it was used.`,
    hint: 'Send less at once.',
  });
}

function tooDeep(): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The body is nested deeper than ${MAX_NESTING} levels; nothing of it was used.`,
    hint: 'Send a flatter value.',
  });
}

function cutShort(cause: unknown): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: 'The connection ended before the body was complete; nothing of it was used.',
    hint: 'Send the request again.',
    cause,
  });
}
