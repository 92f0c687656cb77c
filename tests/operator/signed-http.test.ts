/** What operators may do over HTTP, nobody else may: each attack on the signed port is refused and leaves nothing behind. */
import { billing, defineWorker } from '@hs-x/sdk';
import { createHttpAdminPort } from '@hs-x/sdk/admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';

const SECRET = 'an-operators-secret-of-32-characters-or-more';
const FORMER = 'a-former-operators-secret-of-32-characters-x';
const HEADER = 'x-hsx-admin-signature';
const GRANT = { portalId: '1', plan: 'scale', actor: 'mallory', reason: 'free' };

let world: World;
beforeAll(async () => {
  world = await startWorld({
    definition: defineWorker(({ worker }) => worker.use(billing())),
    environment: { HSX_ADMIN_SECRET: `${SECRET}, ${FORMER}` },
  });
});
afterAll(() => world.close());

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A request as a genuine operator signs it, caught before it is sent. */
async function caught(operation: 'health' | 'grant', request: object, secret = SECRET): Promise<Sent> {
  const sent: Sent[] = [];
  const port = createHttpAdminPort({
    origin: world.appUrl,
    secret,
    fetch: (url, init) => {
      const body = new TextDecoder().decode(init?.body as Uint8Array);
      sent.push({ url: url as string, headers: new Headers(init?.headers), body });
      return Promise.resolve(Response.json({ ok: true, answer: null }));
    },
  });
  await port.call(operation, request as never);
  return sent[0]!;
}

async function send({ url, headers, body }: Sent): Promise<number> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const envelope = (await response.json()) as { ok: boolean; error?: { code: string } };
  if (!envelope.ok) expect(envelope.error?.code).toBe('SIGNATURE_INVALID');
  return response.status;
}

const withHeader = (sent: Sent, value: string | null): Sent => {
  const headers = new Headers(sent.headers);
  if (value === null) headers.delete(HEADER);
  else headers.set(HEADER, value);
  return { ...sent, headers };
};

describe('a request over the signed port', () => {
  it('is answered once, under the present secret and the former one', async () => {
    for (const secret of [SECRET, FORMER]) expect(await send(await caught('health', {}, secret))).toBe(200);
  });

  it('is refused when it comes a second time', async () => {
    const sent = await caught('health', {});
    expect([await send(sent), await send(sent)]).toEqual([200, 400]);
  });

  it('is refused without a signature, with a mangled one, and under another secret', async () => {
    const sent = await caught('grant', GRANT);
    const genuine = sent.headers.get(HEADER)!;
    const attempts = [
      withHeader(sent, null),
      withHeader(sent, ''),
      withHeader(sent, genuine.slice(0, -1)),
      withHeader(
        sent,
        genuine.replace(/s=./, (start) => (start === 's=0' ? 's=1' : 's=0')),
      ),
      withHeader(sent, genuine.replace(/n=[^,]*/, 'n=0000000000000000')),
      await caught('grant', GRANT, 'another-secret-of-at-least-32-characters'),
    ];
    for (const attempt of attempts) expect(await send(attempt)).toBe(400);
  });

  it('is refused with another body, or for another operation, than was signed', async () => {
    const health = await caught('health', {});
    expect(await send({ ...health, body: JSON.stringify(GRANT) })).toBe(400);
    expect(await send({ ...health, url: health.url.replace('health', 'grant') })).toBe(400);
  });

  it('is refused with a time of more than five minutes ago or ahead', async () => {
    const sent = await caught('health', {});
    const shift = (byMs: number) =>
      withHeader(
        sent,
        sent.headers.get(HEADER)!.replace(/t=(\d+)/, (_all, time: string) => `t=${Number(time) + byMs}`),
      );
    for (const byMs of [-301_000, 301_000]) expect(await send(shift(byMs))).toBe(400);
  });

  it('that was refused has left nothing behind', async () => {
    const port = createHttpAdminPort({ origin: world.appUrl, secret: SECRET });
    expect(await port.call('list', {})).toEqual({ entries: [], next: null });
  });

  it('is not there at all in an app without the secret', async () => {
    const closed = await startWorld({ definition: defineWorker(({ worker }) => worker.use(billing())) });
    try {
      const answer = await fetch(`${closed.appUrl}/admin/health`, { method: 'POST', body: '{}' });
      expect(answer.status).toBe(404);
    } finally {
      await closed.close();
    }
  });
});
