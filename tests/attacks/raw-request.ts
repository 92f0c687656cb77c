/** Requests no well-behaved client sends: any method and path, header lines as they are, bodies piece by piece. */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** Bytes the server let the client send before it answered or hung up. */
  readonly sentBytes: number;
}

export interface RawRequest {
  readonly appUrl: string;
  /** The request line and the header lines, without `host`. */
  readonly head: readonly string[];
  /** What follows the head, sent one piece after the other until the server answers. */
  readonly pieces?: Iterable<string>;
}

/** Sends the request and reads until the server closes or has been silent for a second after its answer. */
export function sendRaw({ appUrl, head, pieces = [] }: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(appUrl);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const received: Buffer[] = [];
    let sentBytes = 0;
    const finish = (): void => {
      socket.destroy();
      resolve(read(Buffer.concat(received).toString('latin1'), sentBytes));
    };
    socket.on('data', (piece) => {
      received.push(piece);
      socket.setTimeout(1_000, finish);
    });
    socket.on('close', finish);
    socket.on('error', finish);
    socket.on('connect', () => {
      const hostLine = head.some((line) => /^host:/i.test(line)) ? [] : [`host: ${host}`];
      socket.write([head[0], ...hostLine, ...head.slice(1), '', ''].join('\r\n'));
      void (async () => {
        for (const piece of pieces) {
          if (received.length > 0 || socket.destroyed) return;
          sentBytes += piece.length;
          await new Promise((sent) => socket.write(piece, 'latin1', sent));
        }
      })();
    });
  });
}

/** A chunked body of any size, made while it is sent. */
export function* chunks(count: number, bytesEach: number): Generator<string> {
  const chunk = `${bytesEach.toString(16)}\r\n${'a'.repeat(bytesEach)}\r\n`;
  for (let index = 0; index < count; index++) yield chunk;
  yield '0\r\n\r\n';
}

function read(text: string, sentBytes: number): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    head,
    body: rest.join('\r\n\r\n'),
    sentBytes,
  };
}
