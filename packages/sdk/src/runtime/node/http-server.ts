/**
 * Node's HTTP server in front of the app. What never becomes a request, such as a header of 20 kB, is answered here in the same envelope;
 * an error of the server itself, such as no file handle left for a connection, is logged and ends nothing.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { ErrorEnvelope } from '../../contract/error-envelope.js';
import { SECOND_MS } from '../../kernel/instant.js';
import type { Logger } from '../../kernel/logger.js';
import type { RequestRuntime } from '../../worker/router/request-scope.js';
import { SECURITY_HEADERS } from '../../worker/router/security-headers.js';
import { atMost } from '../at-most.js';
import { incomingBody } from './incoming-body.js';

/**
 * Time a client has for the headers, and for the whole request: a million bytes need less. An idle connection is kept longer than the
 * usual minute of load balancers, which would otherwise send a request into one that is just being closed.
 */
const TIMEOUTS = {
  headersTimeout: 10 * SECOND_MS,
  requestTimeout: 30 * SECOND_MS,
  connectionsCheckingInterval: 5 * SECOND_MS,
  keepAliveTimeout: 65 * SECOND_MS,
};

const IDLE_SWEEP_MS = 50;

/** What the server listens on and hands requests to. */
export interface HttpServerOptions {
  readonly fetch: (request: Request, runtime: RequestRuntime) => Promise<Response>;
  /** 0: any free port. */
  readonly port: number;
  readonly hostname: string;
  readonly logger: Logger;
}

/** A listening server. */
export interface HttpServer {
  readonly port: number;
  /** Takes no more requests, lets those under way finish, and cuts what still hangs after `limitMs`. */
  close(limitMs: number): Promise<void>;
}

/** Listens. Rejects with the system's error when the port is taken. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { fetch, port, hostname, logger } = options;
  const listener = getRequestListener(
    (request, { incoming }) => fetch(request, { readBody: incomingBody(incoming as IncomingMessage) }),
    {
      errorHandler: () => Response.json(MALFORMED, { status: 400, headers: SECURITY_HEADERS }),
    },
  );
  const server = createServer(TIMEOUTS, (request, response) => void listener(request, response));
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => logger.log('error', 'http server error', { error }));
  return { port: portOf(server), close: (limitMs) => close(server, limitMs) };
}

const MALFORMED: ErrorEnvelope = {
  ok: false,
  error: {
    code: 'REQUEST_INVALID',
    message:
      'This is no HTTP request the app can read: its first line, a header or its host is malformed, too large or too slow to arrive.',
  },
};

/** Statuses of Node's parser errors; everything else is a 400. Source: Node.js documentation of `clientError`, read 2026-11-21. */
const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify(MALFORMED);
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function close(server: Server, limitMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose request has just ended would be kept for the next one, which will not come.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  await atMost(limitMs, closed);
  clearInterval(sweep);
  server.closeAllConnections();
}
