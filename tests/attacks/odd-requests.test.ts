import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';
import { chunks, sendRaw } from './raw-request.js';

const PORTAL = 51200417;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const raw = (head: readonly string[], pieces?: Iterable<string>) =>
  sendRaw({ appUrl: world.appUrl, head, ...(pieces ? { pieces } : {}) });

describe('a method nobody expects', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    '%s is 405 in the envelope and names what is allowed',
    async (method) => {
      const answer = await raw([`${method} /webhooks/stripe HTTP/1.1`, 'connection: close']);
      expect(answer.status).toBe(405);
      expect(answer.head.toLowerCase()).toContain('allow: post');
      expect(answer.body).toContain('METHOD_NOT_ALLOWED');
    },
  );

  it('HEAD on the OAuth callback installs nothing and uses up no state', async () => {
    const start = await createVisitor(world).get(`${world.appUrl}/oauth/start`);
    const next = world.simulators.hubspot.control.answerConsent(start.location ?? '', {
      portalId: PORTAL,
      decision: 'connect',
    });
    if ('refusal' in next) throw new Error(next.refusal);
    const { pathname, search } = new URL(next.location);
    const head = await raw([`HEAD ${pathname}${search} HTTP/1.1`, 'connection: close']);
    expect(head.status).toBe(405);
    expect(await rowOf(world, PORTAL)).toBeNull();
    expect((await createVisitor(world).get(next.location)).status).toBe(302);
  });
});

describe('a path that plays tricks', () => {
  const longPath = `/${'a'.repeat(8_000)}`;
  it.each([
    '//billing/portal',
    '/billing//portal',
    '/billing/portal/',
    '/BILLING/portal',
    '/billing%2fportal',
    '/billing/%2e%2e/health/',
    '/fn/',
    '/fn/a%2f..%2fb',
    '/%',
    '/fn/%E0%A4%A',
    '/%0d%0aset-cookie:%20a=b',
    longPath,
  ])('%.40s is a 4xx, and sets nothing', async (path) => {
    const answer = await raw([`GET ${path} HTTP/1.1`, 'connection: close']);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.head.toLowerCase()).not.toContain('set-cookie');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'a handler named %s is not found, signed or not',
    async (name) => {
      const { control } = world.simulators.hubspot;
      const call = { portalId: PORTAL, name };
      expect(await control.callFunction(call)).toMatchObject({ httpStatus: 404 });
      expect(await control.callAction(call)).toMatchObject({ httpStatus: 404 });
      expect(await control.callTool(call)).toMatchObject({ httpStatus: 404 });
    },
  );
});

describe('a request line or header nobody sends', () => {
  it.each([
    ['a host that is no host', 'GET /health HTTP/1.1', 'host: a b/c'],
    ['a host with a user', 'GET /health HTTP/1.1', 'host: app@evil.example'],
    ['a request line of another protocol', 'HELO mail.example', 'x: y'],
    ['two lengths', 'POST /fn/x HTTP/1.1', 'content-length: 1\r\ncontent-length: 2'],
    ['a length beside chunks', 'POST /fn/x HTTP/1.1', 'content-length: 1\r\ntransfer-encoding: chunked'],
  ])('%s is refused in the envelope', async (_what, line, host) => {
    const answer = await raw([line, host, 'connection: close']);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('REQUEST_INVALID');
  });

  it('a header of 20 kB is refused in the envelope, and the app goes on', async () => {
    const answer = await raw([
      'GET /health HTTP/1.1',
      `x-filler: ${'a'.repeat(20_000)}`,
      'connection: close',
    ]);
    expect(answer.status).toBe(431);
    expect(answer.body).toContain('REQUEST_INVALID');
    expect((await fetch(`${world.appUrl}/health`)).status).toBe(200);
  });
});

describe('a body that is too large', () => {
  it('is cut while it arrives when it comes in chunks without a length', async () => {
    const head = ['POST /webhooks/stripe HTTP/1.1', 'transfer-encoding: chunked', 'connection: close'];
    const answer = await raw(head, chunks(1_000, 65_536));
    expect(answer.status).toBe(413);
    expect(answer.body).toContain('BODY_TOO_LARGE');
    expect(answer.sentBytes).toBeLessThan(8_000_000);
  });

  it('is refused by its declared length before any of it arrives', async () => {
    const head = ['POST /fn/hasFeature HTTP/1.1', 'content-length: 2000000', 'connection: close'];
    expect((await raw(head)).status).toBe(413);
  });

  it('of exactly a million bytes is read', async () => {
    const answer = await fetch(`${world.appUrl}/webhooks/stripe`, {
      method: 'POST',
      body: 'a'.repeat(1_000_000),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'SIGNATURE_INVALID' } });
  });
});

describe('a client that hangs up in the middle of its body', () => {
  it('is no error of the app', async () => {
    const lines = world.logLines.length;
    const { hostname, port } = new URL(world.appUrl);
    const { connect } = await import('node:net');
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /webhooks/stripe HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: 100\r\n\r\nhalf`,
        );
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => resolve());
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(world.logLines.slice(lines).filter((line) => line.includes('"level":"error"'))).toEqual([]);
    expect((await fetch(`${world.appUrl}/health`)).status).toBe(200);
  });
});

describe('JSON made to hurt', () => {
  const call = (input: unknown) =>
    world.simulators.hubspot.control.callFunction({ portalId: PORTAL, name: 'hasFeature', input });

  it('nested five hundred deep is a 4xx', async () => {
    let nested: unknown = 'x';
    for (let depth = 0; depth < 500; depth++) nested = [nested];
    expect(await call({ nested })).toMatchObject({ httpStatus: 400 });
  });

  it('with sixty thousand fields is answered within a second', async () => {
    const wide = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`f${index}`, index]));
    const startedAt = Date.now();
    await call({ feature: 'card.read', wide });
    expect(Date.now() - startedAt).toBeLessThan(1_500);
  });

  it('with __proto__ in it changes no prototype', async () => {
    const input = JSON.parse(
      '{"feature":"card.read","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ) as unknown;
    await call(input);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('with a card number as a name is refused, and the number is not repeated', async () => {
    const answer = await call({ feature: 'card.read', '4242424242424242': 'x' });
    expect(answer).toMatchObject({ httpStatus: 400, json: { error: { code: 'CARD_NUMBER_REFUSED' } } });
    expect(JSON.stringify(answer.json)).not.toContain('4242');
  });
});
