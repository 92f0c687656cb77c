import { serve, type ServerType } from '@hono/node-server';
import type { ConsoleSubject } from './console-subject.js';
import { createConsole } from './create-console.js';

/** The console, listening on 127.0.0.1. */
export interface ServedConsole {
  /** `http://localhost:<port>`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the console. Rejects when the port is taken. */
export async function serveConsole(subject: ConsoleSubject, port: number): Promise<ServedConsole> {
  const app = createConsole(subject);
  const server = await new Promise<ServerType>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(starting));
    starting.once('error', reject);
  });
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
