/** Bodies are counted while they arrive: what is too large is never held in memory, whatever length was declared. */
import { HsxError } from '../../kernel/hsx-error.js';
import { fromUtf8 } from '../../kernel/bytes.js';
import { isNestedTooDeep, MAX_NESTING } from '../../kernel/nesting.js';
import type { RouteContext } from './request-scope.js';

/** Largest body accepted anywhere, bytes: as much as HubSpot's own proxy lets through. */
export const MAX_BODY_BYTES = 1_000_000;

/** The body's bytes, as received. Throws BODY_TOO_LARGE beyond {@link MAX_BODY_BYTES}, REQUEST_INVALID when it ends too early. */
export async function readBytes(context: RouteContext): Promise<Uint8Array<ArrayBuffer>> {
  const declared = context.req.header('content-length');
  if (Number(declared ?? '0') > MAX_BODY_BYTES) throw tooLarge();
  if (declared !== undefined && /^\d+$/.test(declared)) return readWhole(context);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of piecesOf(context.req.raw.body)) {
    length += piece.byteLength;
    if (length > MAX_BODY_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  return joined(pieces, length);
}

/** Servers let no more through than was declared, so that nothing has to be counted on the way; what gets through all the same is refused. */
async function readWhole(context: RouteContext): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (bytes.byteLength <= MAX_BODY_BYTES) return bytes;
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

async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) yield read.value;
  } catch (cause) {
    throw cutShort(cause);
  } finally {
    reader?.releaseLock();
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
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
