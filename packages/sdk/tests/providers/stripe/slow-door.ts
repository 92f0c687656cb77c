import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulators } from '../../../../simulators/src/index.js';

/** A door in front of the simulated Stripe that can keep writes on their way while the sender takes them for lost. */
export interface SlowDoor {
  readonly origin: string;
  /** While true, every write is kept and its connection cut. */
  isSlow: boolean;
  /** How many writes are on their way. */
  onTheirWay(): number;
  /** Lets everything that was kept arrive, in order. */
  arrive(): Promise<void>;
  close(): Promise<void>;
}

export async function openSlowDoor(stripe: Simulators['stripe']): Promise<SlowDoor> {
  const kept: Request[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const passed = requestOf(request, Buffer.concat(chunks).toString());
      if (door.isSlow && passed.method === 'POST') {
        kept.push(passed);
        request.socket.destroy();
        return;
      }
      void stripe.fetch(passed).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(await answer.text());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: SlowDoor = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isSlow: false,
    onTheirWay: () => kept.length,
    async arrive() {
      for (const request of kept.splice(0)) await stripe.fetch(request);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return door;
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): Request {
  const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
  return new Request(`http://127.0.0.1${url}`, {
    method,
    headers: given,
    ...(method === 'GET' ? {} : { body }),
  });
}
