/** A door in front of the simulated Stripe, at which every request of the app can be seen before and after it is carried out. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Simulators } from '@hs-x/simulators';
import type { Moment } from './ambush.js';

export interface StripeGateway {
  readonly origin: string;
  close(): void;
}

/** Opens the door; `look` is told before and after each request, `met` of each moment. */
export async function openStripeGateway(
  stripe: Simulators['stripe'],
  watcher: { readonly look: () => void; readonly met: (moment: Moment) => void },
): Promise<StripeGateway> {
  const listener = getRequestListener(async (request) => {
    const isWrite = request.method !== 'GET';
    watcher.met('stripeAsked');
    watcher.look();
    const response = await stripe.fetch(request);
    watcher.look();
    if (isWrite) watcher.met('stripeWrote');
    return response;
  });
  const server = createServer((request, response) => {
    response.once('finish', () => watcher.met('stripeAnswered'));
    void listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
