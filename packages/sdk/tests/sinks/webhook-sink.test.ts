import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookSink } from '../../src/sinks/webhook-sink.js';
import { fixedClock } from '../../src/testing/index.js';

const secret = `whsec_${Buffer.from('a secret of at least 24 bytes').toString('base64')}`;
const raisedAt = Date.UTC(2026, 10, 20, 9);
const NOTICE = {
  id: 'alert:webhook:a:1',
  key: 'a',
  code: 'unknown_price',
  message: 'Price p is unknown.',
  portalId: '7',
  raisedAt,
};

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A receiver that answers as told; null: never. */
async function receiver(statusOf: (count: number) => number | null) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      const status = statusOf(received.length);
      if (status !== null) response.writeHead(status, { location: '/elsewhere' }).end('answer');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/hook`, received };
}

function sinkTo(url: string, wallClock = fixedClock(Date.now())) {
  return webhookSink({ url, secret, scope: { app: 'app', mode: 'live' }, wallClock });
}

describe('the alert webhook', () => {
  it('is one that any receiver of Standard Webhooks can verify', async () => {
    const { url, received } = await receiver(() => 204);
    await sinkTo(url).deliver(NOTICE);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      type: 'alert.raised',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      data: {
        app: 'app',
        mode: 'live',
        key: 'a',
        code: 'unknown_price',
        message: 'Price p is unknown.',
        portalId: '7',
        raisedAt: '2026-11-20T09:00:00.000Z',
      },
    });
  });

  it('carries one id however often it is told, and another one for another alert', async () => {
    const { url, received } = await receiver(() => 200);
    const sink = sinkTo(url);
    await sink.deliver(NOTICE);
    await sink.deliver(NOTICE);
    await sink.deliver({ ...NOTICE, id: 'alert:webhook:a:2' });
    const [first, second, third] = received.map(({ headers }) => headers['webhook-id']);
    expect([first === second, first === third]).toEqual([true, false]);
  });

  it.each([400, 404, 500, 302])('has failed when the receiver answers %s', async (status) => {
    const { url, received } = await receiver(() => status);
    await expect(sinkTo(url).deliver(NOTICE)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(received).toHaveLength(1);
  });

  it('leaves a receiver that failed alone for a minute', async () => {
    const { url, received } = await receiver((count) => (count === 1 ? 503 : 200));
    const clock = fixedClock(Date.now());
    const sink = sinkTo(url, clock);
    await expect(sink.deliver(NOTICE)).rejects.toThrow();
    await expect(sink.deliver(NOTICE)).rejects.toThrow('failed a moment ago');
    expect(received).toHaveLength(1);
    clock.advance(60_000);
    await sink.deliver(NOTICE);
    expect(received).toHaveLength(2);
  });

  it('waits five seconds for a receiver that never answers, and tells no secret and no address', async () => {
    const { url } = await receiver(() => null);
    const startedAt = performance.now();
    const error = await sinkTo(url).deliver(NOTICE).catch(String);
    expect(performance.now() - startedAt).toBeLessThan(9_000);
    expect(error).toContain('no answer came in time');
    expect(error).not.toContain(secret);
    expect(error).not.toContain(url);
  });

  it('has failed when nobody listens', async () => {
    await expect(sinkTo('http://127.0.0.1:1/').deliver(NOTICE)).rejects.toThrow('could not be reached');
  });
});
