/** A body straight from Node's request: through the web's stream a short one costs more than everything else that is done with it. */
import type { IncomingMessage } from 'node:http';
import type { BodyReader } from '../../worker/router/request-scope.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Reads the body of a request, once: who asks again is refused. */
export function incomingBody(incoming: IncomingMessage): BodyReader {
  return (maxBytes) => {
    const declared = incoming.headers['content-length'];
    const length = declared === undefined ? null : Number(declared);
    if (length !== null && length > maxBytes) return Promise.resolve(null);
    if (incoming.readableDidRead || incoming.readableEnded) return Promise.reject(readAlready());
    return incoming.destroyed ? Promise.reject(cutShort()) : received(incoming, { length, maxBytes });
  };
}

/** A body of a known length is whole with its last byte; any other is with its end. What is too much is left where it is. */
function received(
  incoming: IncomingMessage,
  { length, maxBytes }: { readonly length: number | null; readonly maxBytes: number },
): Promise<Bytes | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer<ArrayBuffer>[] = [];
    let arrived = 0;
    const take = (piece: Buffer<ArrayBuffer>): void => {
      pieces.push(piece);
      arrived += piece.byteLength;
      if (arrived === length) resolve(joined(pieces));
      if (arrived <= maxBytes) return;
      incoming.off('data', take).pause();
      resolve(null);
    };
    incoming.on('data', take);
    incoming.on('end', () => {
      if (length === null || length === 0) resolve(joined(pieces));
      else if (arrived < length) reject(readAlready());
    });
    incoming.on('close', () => {
      if (!incoming.readableEnded) reject(cutShort());
    });
  });
}

function joined(pieces: readonly Buffer<ArrayBuffer>[]): Bytes {
  const [first] = pieces;
  return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
}

function readAlready(): Error {
  return new Error('The body was read already.');
}

function cutShort(): Error {
  return new Error('The connection was closed before the body was complete.');
}
