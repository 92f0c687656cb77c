import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';

import { answerOverSocket } from './silence.js';

/** A served app. */
export interface HttpListener {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly origin: string;
  readonly port: number;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
}

/** Serves `app` on 127.0.0.1; port 0 takes any free port. Rejects when the port is taken. */
export function listenOnLoopback(app: Hono, port: number): Promise<HttpListener> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: answerOverSocket(app), hostname: '127.0.0.1', port }, (address) => {
      resolve({
        origin: `http://127.0.0.1:${address.port}`,
        port: address.port,
        close: () => closeServer(server),
      });
    });
    server.once('error', reject);
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
