/** A link's token is as good as a password: it appears in no log, no referrer, no page of another portal and no error. */
import { defineWorker } from '@hs-x/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';
import { sendRaw } from './raw-request.js';

const PORTAL = 51200417;

let world: World;
afterEach(() => world.close());

async function paidDoneUrl(): Promise<string> {
  world = await startWorld();
  const paid = pay(world, (await createVisitor(world).install(PORTAL)).location ?? '');
  return paid.kind === 'completed' ? paid.redirectUrl : '';
}

describe('every page', () => {
  it('says no-referrer, no-store, nosniff and a policy with a fresh nonce, errors and redirects too', async () => {
    const done = await paidDoneUrl();
    const paths = [
      done,
      `${world.appUrl}/billing/portal`,
      `${world.appUrl}/billing/done?token=x`,
      `${world.appUrl}/oauth/start`,
      `${world.appUrl}/oauth/callback`,
      `${world.appUrl}/nowhere`,
    ];
    const nonces = new Set<string>();
    for (const url of paths) {
      const { headers } = await fetch(url, { redirect: 'manual' });
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      if (!headers.get('content-type')?.startsWith('text/html')) continue;
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
    }
    expect(nonces.size).toBeGreaterThanOrEqual(4);
  });

  it('after a failure offers to try again by path: not at a forged host, not over http behind a proxy', async () => {
    world = await startWorld();
    const visitor = createVisitor(world);
    await visitor.install(PORTAL);
    const { pathname, search } = new URL((await visitor.get(`${world.appUrl}/oauth/start`)).location ?? '');
    expect(pathname + search).toContain('state=');
    const answer = await sendRaw({
      appUrl: world.appUrl,
      head: ['GET /oauth/callback?error=access_denied HTTP/1.1', 'host: evil.example', 'connection: close'],
    });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toContain('evil.example');
    expect(answer.body).toContain('href="/oauth/start"');
  });
});

describe('an answer to what never became a request', () => {
  it.each([
    ['a host that is no host', ['GET /health HTTP/1.1', 'host: a b/c', 'connection: close'], 400],
    ['another protocol', ['HELO mail.example', 'x: y'], 400],
    ['a header of 20 kB', ['GET /health HTTP/1.1', `x-filler: ${'a'.repeat(20_000)}`], 431],
  ])('says no-referrer, no-store and nosniff: %s', async (_what, head, status) => {
    world = await startWorld();
    const answer = await sendRaw({ appUrl: world.appUrl, head });
    expect(answer.status).toBe(status);
    const lines = answer.head.toLowerCase().split('\r\n');
    expect(lines).toContain('x-content-type-options: nosniff');
    expect(lines).toContain('referrer-policy: no-referrer');
    expect(lines).toContain('cache-control: no-store');
  });
});

describe('the cookie of an install', () => {
  it('is read by no script, sent by no other site, and gone after 30 days', async () => {
    world = await startWorld();
    const start = await fetch(`${world.appUrl}/oauth/start`, { redirect: 'manual' });
    const next = world.simulators.hubspot.control.answerConsent(start.headers.get('location') ?? '', {
      portalId: PORTAL,
      decision: 'connect',
    });
    if ('refusal' in next) throw new Error(next.refusal);
    const cookie = start.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const landed = await fetch(next.location, { redirect: 'manual', headers: { cookie } });
    const [set] = landed.headers.getSetCookie();
    expect(set).toMatch(/^hsx_portal=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

describe('the log', () => {
  it('holds no token, though the author logs addresses, headers, errors and values that cannot be read', async () => {
    const hostile = {
      get boom(): never {
        throw new Error('read me not');
      },
    };
    const seen: string[] = [];
    const definition = defineWorker(({ worker }) => {
      worker.fn('logs', (ctx) => {
        const url = `${ctx.config.billing.upgrade_url}?portal=1&token=eyJjbGFpbXMiOnsi.c2lnbmF0dXJl&x=1`;
        seen.push(url);
        ctx.logger.log('info', `going to ${url}`, {
          url,
          headers: { Authorization: 'Bearer abc.def' },
          code: 1,
        });
        ctx.logger.log(
          'info',
          'callback https://app.example/oauth/callback?code=0a1b2c3d-secret-code&state=xyz-secret-state',
        );
        ctx.logger.log('info', 'a value that throws', { hostile });
        const error = new Error(`fetch failed for ${url}`, { cause: hostile });
        return Promise.reject(error);
      });
    });
    world = await startWorld({ definition });
    const call = await world.simulators.hubspot.control.callFunction({ portalId: PORTAL, name: 'logs' });
    expect(call.httpStatus).toBe(500);
    expect(seen).not.toHaveLength(0);
    const log = world.logLines.join('\n');
    for (const secret of ['eyJjbGFpbXMiOnsi', 'c2lnbmF0dXJl', 'abc.def', 'secret-code', 'secret-state'])
      expect(log).not.toContain(secret);
    expect(log).toContain('a value that throws');
    expect((await fetch(`${world.appUrl}/health`)).status).toBe(200);
  });

  it('holds no token of a visit, good or bad, nor of a failed one', async () => {
    const done = await paidDoneUrl();
    const token = new URL(done).searchParams.get('token') ?? '';
    const visitor = createVisitor(world);
    for (const path of ['done', 'portal', 'cancel', 'checkout', 'entitlement', `nowhere/${token}`]) {
      await visitor.get(`${world.appUrl}/billing/${path}?token=${token}&returned=1`);
      await visitor.get(`${world.appUrl}/billing/${path}?token=${token}x`);
    }
    expect(token.length).toBeGreaterThan(50);
    expect(world.logLines.join('\n')).not.toContain(token);
  });
});
