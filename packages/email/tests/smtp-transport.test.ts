import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { renderMail, type Mail, type RenderedMail } from '../src/index.js';
import { connectionOf } from '../src/smtp/smtp-connection.js';
import { smtpTransport } from '../src/smtp/index.js';
import { app } from './samples.js';

const mail: Mail = {
  key: 'payment-failed:in_1:2',
  to: 'ada@example.com',
  template: 'payment-failed',
  data: { name: 'Zoë' },
};
const rendered = (changes: Partial<Mail> = {}): RenderedMail => renderMail({ ...mail, ...changes, app });

describe('mail over SMTP', () => {
  let server: SMTPServer | undefined;
  const received: string[] = [];
  afterEach(() => new Promise<void>((closed) => (server ? server.close(closed) : closed())));

  async function listen(options: SMTPServerOptions = {}): Promise<number> {
    received.length = 0;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push(Buffer.concat(chunks).toString());
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    const listening = server;
    await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
    return (listening.server.address() as AddressInfo).port;
  }

  const refusal = (responseCode: number): Error =>
    Object.assign(new Error('no: Your card on file was declined'), { responseCode });

  it('arrives as a mail with both halves, a sender people can answer, and a Message-ID that follows from its key', async () => {
    const port = await listen();
    const transport = smtpTransport({ host: '127.0.0.1', port });
    await transport.send(rendered());
    await transport.send(rendered());
    const hash = createHash('sha256').update(mail.key).digest('hex');
    const [first = '', second = ''] = received.map((one) => one.replaceAll(/\r\n[ \t]+/g, ' '));
    for (const header of [
      'From: The Contact Pulse team <billing@contactpulse.example>',
      'To: ada@example.com',
      'Reply-To: billing@contactpulse.example',
      "Subject: Your Contact Pulse payment didn't go through",
      `Message-ID: <${hash}@contactpulse.example>`,
      'Auto-Submitted: auto-generated',
    ]) {
      expect(first).toContain(`${header}\r\n`);
    }
    expect(first).toMatch(
      /Content-Type: text\/plain; charset=utf-8[\s\S]*Content-Type: text\/html; charset=utf-8/,
    );
    expect(/^Message-ID: .*$/m.exec(second)?.[0]).toBe(/^Message-ID: .*$/m.exec(first)?.[0]);
    expect(transport.deduplicates).toBe(false);
  });

  it('logs in with the user and password of the address', async () => {
    const seen: string[] = [];
    const port = await listen({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        seen.push(`${username ?? ''} ${password ?? ''}`);
        done(null, { user: username });
      },
    });
    await smtpTransport({ url: `smtp://user%40a:p%3Ass@127.0.0.1:${String(port)}` }).send(rendered());
    expect(seen).toEqual(['user@a p:ss']);
    expect(received).toHaveLength(1);
  });

  it.each([
    [550, 'TRANSPORT_REFUSED', false],
    [503, 'TRANSPORT_UNAVAILABLE', true],
    [451, 'TRANSPORT_UNAVAILABLE', true],
    [421, 'TRANSPORT_UNAVAILABLE', true],
  ])('tells the reply %i as %s, without the words of the server', async (responseCode, code, retryable) => {
    const port = await listen({ onRcptTo: (_address, _session, done) => done(refusal(responseCode)) });
    const failure: unknown = await smtpTransport({ host: '127.0.0.1', port })
      .send(rendered())
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, retryable, details: { smtpCode: responseCode } });
    expect(String(failure) + JSON.stringify(failure)).not.toMatch(/declined|ada@example/);
    expect(failure).not.toHaveProperty('cause');
  });

  it('tells a refused login as one an operator can put right', async () => {
    const port = await listen({ authOptional: false, onAuth: (_auth, _session, done) => done(refusal(535)) });
    const transport = smtpTransport({ host: '127.0.0.1', port, user: 'a', password: 'secret' });
    const failure: unknown = await transport.send(rendered()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'TRANSPORT_UNAUTHORIZED', retryable: true });
    expect(String(failure) + JSON.stringify(failure)).not.toContain('secret');
  });

  it('gives up on a server that is not there or says nothing', async () => {
    await expect(smtpTransport({ host: '127.0.0.1', port: 1 }).send(rendered())).rejects.toMatchObject({
      code: 'TRANSPORT_UNAVAILABLE',
    });
    const port = await listen({ onConnect: () => undefined });
    const silent = smtpTransport({ host: '127.0.0.1', port, timeoutMs: 300 });
    await expect(silent.send(rendered())).rejects.toMatchObject({
      code: 'TRANSPORT_UNAVAILABLE',
      retryable: true,
    });
  });
});

describe('the SMTP settings', () => {
  it('encrypt before a password travels, except to this machine itself', () => {
    const login = { user: 'a', password: 'b' };
    expect(connectionOf({ host: 'mail.example', ...login })).toMatchObject({
      port: 587,
      secure: false,
      requireTLS: true,
    });
    expect(connectionOf({ url: 'smtps://a:b@mail.example' })).toMatchObject({
      port: 465,
      secure: true,
      auth: { user: 'a', pass: 'b' },
    });
    expect(connectionOf({ host: '127.0.0.1', port: 1025, ...login })).toMatchObject({
      secure: false,
      requireTLS: false,
    });
    expect(connectionOf({ host: 'mail.example' })).not.toHaveProperty('auth');
  });

  it.each([
    { url: 'https://mail.example' },
    { url: 'nonsense' },
    { host: '' },
    { host: 'mail.example', port: 0 },
    { host: 'mail.example', user: 'a' },
  ])('are refused as %o', (settings) => {
    expect(() => smtpTransport(settings)).toThrow(expect.objectContaining({ code: 'TRANSPORT_INVALID' }));
  });
});
