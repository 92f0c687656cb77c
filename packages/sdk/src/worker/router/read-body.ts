import { HsxError } from '../../kernel/hsx-error.js';
import { fromUtf8 } from '../../kernel/bytes.js';
import type { RouteContext } from './request-scope.js';

/** Largest body accepted anywhere, bytes: as much as HubSpot's own proxy lets through. */
export const MAX_BODY_BYTES = 1_000_000;

/** The body's bytes, as received. Throws BODY_TOO_LARGE beyond {@link MAX_BODY_BYTES}, however the length was declared. */
export async function readBytes(context: RouteContext): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(context.req.header('content-length') ?? '0');
  if (declared > MAX_BODY_BYTES) throw tooLarge();
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  if (bytes.byteLength > MAX_BODY_BYTES) throw tooLarge();
  return bytes;
}

/** The JSON value of the bytes; an empty body counts as `{}`. Throws REQUEST_INVALID. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
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
    message: `The body is larger than ${MAX_BODY_BYTES} bytes; nothing of it was read.`,
    hint: 'Send less at once.',
  });
}
