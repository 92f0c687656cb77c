/** An operator's own receiver of alert webhooks on this machine. */
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

export const ALERTS_SECRET = `whsec_${Buffer.from('the secret of the alerts receiver').toString('base64')}`;

export interface Receiver {
  readonly url: string;
  /** Every webhook it has verified, in order; a forged one makes it answer 401. */
  readonly alerts: readonly Record<string, unknown>[];
  /** What it answers from now on. */
  answer(status: number): void;
  close(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const alerts: Record<string, unknown>[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      if (status >= 300) return response.writeHead(status).end();
      try {
        const headers = request.headers as Record<string, string>;
        const { data } = new Webhook(ALERTS_SECRET).verify(body, headers) as {
          data: Record<string, unknown>;
        };
        alerts.push(data);
        return response.writeHead(status).end();
      } catch {
        return response.writeHead(401).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    alerts,
    answer: (next) => (status = next),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
