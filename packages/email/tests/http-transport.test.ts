import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpTransport } from '../src/http/index.js';
import { renderMail, type Mail, type RenderedMail } from '../src/index.js';
import { app } from './samples.js';

interface Seen {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}
interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly delayMs?: number;
}

const mail: Mail = {
  key: 'setup-done:62515:sub_1',
  to: 'ada@example.com',
  template: 'setup-done',
  data: { plan: 'Team' },
};
const rendered = (changes: Partial<Mail> = {}): RenderedMail => renderMail({ ...mail, ...changes, app });

describe('mail over an HTTP API', () => {
  let server: Server;
  let baseUrl = '';
  let answer: Answer = { status: 200, body: { id: 're_1' } };
  const seen: Seen[] = [];

  beforeEach(async () => {
    seen.length = 0;
    answer = { status: 200, body: { id: 're_1' } };
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
        seen.push({ path: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body });
        setTimeout(() => {
          response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
          response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
        }, answer.delayMs ?? 0);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const transport = (timeoutMs = 5_000): ReturnType<typeof httpTransport> =>
    httpTransport({ provider: 'resend', apiKey: 're_key', baseUrl, timeoutMs });

  it('sends the mail as the API documents it', async () => {
    await transport().send(rendered());
    expect(seen[0]?.path).toBe('POST /emails');
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer re_key',
      'content-type': 'application/json',
      'user-agent': 'hs-x-email',
    });
    const { subject, text, html } = rendered();
    expect(seen[0]?.body).toEqual({
      from: 'The Contact Pulse team <billing@contactpulse.example>',
      to: ['ada@example.com'],
      reply_to: 'billing@contactpulse.example',
      subject,
      text,
      html,
      headers: { 'Auto-Submitted': 'auto-generated' },
      tags: [
        { name: 'template', value: 'setup-done' },
        { name: 'mail_key', value: Buffer.from(mail.key).toString('base64url') },
      ],
    });
  });

  it('gives the same mail the same idempotency key, and another mail or another sender another one', async () => {
    const other = renderMail({ ...mail, app: { ...app, fromEmail: 'billing@other.example' } });
    for (const one of [rendered(), rendered(), rendered({ key: 'ключ '.repeat(200) }), other])
      await transport().send(one);
    const keys = seen.map(({ headers }) => headers['idempotency-key'] as string);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
    expect(transport().deduplicates).toBe(true);
  });

  it('leaves the key out of the tags when it is too long for one', async () => {
    await transport().send(rendered({ key: 'k'.repeat(300) }));
    expect(seen[0]?.body.tags).toEqual([{ name: 'template', value: 'setup-done' }]);
  });

  it.each([
    [401, 'missing_api_key', 'TRANSPORT_UNAUTHORIZED', true],
    [403, 'invalid_api_key', 'TRANSPORT_UNAUTHORIZED', true],
    [409, 'concurrent_idempotent_requests', 'TRANSPORT_UNAVAILABLE', true],
    [422, 'missing_required_field', 'TRANSPORT_REFUSED', false],
    [429, 'rate_limit_exceeded', 'TRANSPORT_RATE_LIMITED', true],
    [500, 'application_error', 'TRANSPORT_UNAVAILABLE', true],
    [302, 'unnamed', 'TRANSPORT_REFUSED', false],
  ])('tells the answer %i %s as %s', async (status, name, code, retryable) => {
    answer = {
      status,
      body: { name, message: 'about ada@example.com: Thank you for your patience' },
      headers: { location: '/elsewhere', 'retry-after': '7' },
    };
    const failure: unknown = await transport()
      .send(rendered())
      .catch((error: unknown) => error);
    const details = { status, reason: name, retryAfterSeconds: 7 };
    expect(failure).toMatchObject({ code, retryable, details });
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/patience|ada@example|re_key/);
  });

  it('takes "same key, other words" for delivered: an earlier version of the template went out', async () => {
    answer = { status: 409, body: { name: 'invalid_idempotent_request' } };
    await expect(transport().send(rendered())).resolves.toBeUndefined();
  });

  it('tells an answer that is no JSON by its status alone', async () => {
    answer = { status: 502, body: '<html>Thank you for your patience</html>' };
    await expect(transport().send(rendered())).rejects.toMatchObject({
      code: 'TRANSPORT_UNAVAILABLE',
      details: { status: 502, reason: 'unnamed' },
    });
  });

  it('gives up on an answer that does not come, and on a server that is not there', async () => {
    answer = { status: 200, delayMs: 2_000 };
    await expect(transport(100).send(rendered())).rejects.toMatchObject({
      code: 'TRANSPORT_UNAVAILABLE',
      details: { reason: 'timeout' },
    });
    const nobody = httpTransport({ provider: 'resend', apiKey: 're_key', baseUrl: 'http://127.0.0.1:1' });
    await expect(nobody.send(rendered())).rejects.toMatchObject({
      code: 'TRANSPORT_UNAVAILABLE',
      details: { reason: 'network' },
    });
  });

  it.each([{ apiKey: '' }, { apiKey: 'two words' }, { baseUrl: 'nowhere' }])(
    'is refused with %o',
    (changes) => {
      expect(() => httpTransport({ provider: 'resend', apiKey: 're_key', ...changes })).toThrow(
        expect.objectContaining({ code: 'TRANSPORT_INVALID' }),
      );
    },
  );
});
