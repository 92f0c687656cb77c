/** A body through the web's own stream, as every runtime has it. It is counted while it arrives, whatever length was declared. */
import type { BodyReader } from './request-scope.js';

/** Reads the body of a request. */
export function requestBody(request: Request): BodyReader {
  return async (maxBytes) => {
    const declared = request.headers.get('content-length');
    if (Number(declared ?? '0') > maxBytes) return null;
    return declared !== null && /^\d+$/.test(declared)
      ? readWhole(request, maxBytes)
      : readPieces(request.body, maxBytes);
  };
}

/** Servers let no more through than was declared, so that nothing has to be counted on the way; what gets through all the same is refused. */
async function readWhole(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.byteLength <= maxBytes ? bytes : null;
}

async function readPieces(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      length += read.value.byteLength;
      if (length > maxBytes) return null;
      pieces.push(read.value);
    }
  } finally {
    reader?.releaseLock();
  }
  return joined(pieces, length);
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
