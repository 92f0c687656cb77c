import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { bounceReaderFromEnvironment, mailerFromEnvironment } from '../src/node/index.js';

const folder = mkdtempSync(join(tmpdir(), 'hs-x-mailer-'));
const emailsFolder = join(folder, 'emails');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = {
  app: { name: 'Contact Pulse' },
  email: { from: 'billing@contactpulse.example', reply_to: 'help@contactpulse.example' },
};
const APP_URL = 'https://app.contactpulse.example';
const mail = { key: 'k', to: 'ada@example.com', template: 'setup-done', data: { plan: 'Team' } };

const made = (environment: Record<string, string>, email: Partial<(typeof config)['email']> = {}) =>
  mailerFromEnvironment({
    config: { ...config, email: { ...config.email, ...email } },
    environment: { APP_URL, ...environment },
    emailsFolder,
  });

describe('the mailer of a deployed app', () => {
  it('sends over SMTP with SMTP_URL, in the name of hs-x.toml', async () => {
    const taken: string[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData(stream, _session, done) {
        stream.setEncoding('utf8').on('data', (text: string) => taken.push(text));
        stream.on('end', () => done());
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as { port: number };
    const mailer = await made({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await mailer?.send(mail);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(mailer?.deduplicates).toBe(false);
    expect(taken.join('')).toContain('From: The Contact Pulse team <billing@contactpulse.example>');
    expect(taken.join('')).toContain('Reply-To: help@contactpulse.example');
  });

  it('sends over Resend with RESEND_API_KEY, and deduplicates', async () => {
    expect((await made({ RESEND_API_KEY: 're_123', SMTP_URL: ' ' }))?.deduplicates).toBe(true);
  });

  it('is none for an app that names no sender, whatever transport there is', async () => {
    const source = { environment: { SMTP_URL: 'smtp://127.0.0.1' }, emailsFolder };
    const email = { from: null, reply_to: null };
    expect(await mailerFromEnvironment({ ...source, config: { ...config, email } })).toBeNull();
  });

  it.each([
    ['neither transport is set', {}],
    ['one is set and empty', { SMTP_URL: '', RESEND_API_KEY: '  ' }],
    ['both are set', { SMTP_URL: 'smtp://127.0.0.1', RESEND_API_KEY: 're_1' }],
  ])('is refused with both names when %s', async (_, environment) => {
    await expect(made(environment)).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
      message: expect.stringMatching(/SMTP_URL.*RESEND_API_KEY/) as string,
    });
  });

  it('is refused for a transport or a template that cannot work, before the first mail', async () => {
    await expect(made({ SMTP_URL: 'https://x.example' })).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
    });
    mkdirSync(emailsFolder);
    writeFileSync(join(emailsFolder, 'setup-done.txt'), 'Subject: alone');
    await expect(made({ RESEND_API_KEY: 're_1' })).rejects.toMatchObject({ code: 'TEMPLATE_INVALID' });
    rmSync(emailsFolder, { recursive: true });
  });

  it('never repeats a secret in its errors', async () => {
    const failure = await made({ SMTP_URL: 'ftp://user:hunter2@x.example' }).catch(String);
    expect(failure).not.toContain('hunter2');
  });
});

describe('the bounce reader of a deployed app', () => {
  const secrets = ['one of them, 24 bytes long', 'another one, 24 bytes long'].map(
    (text) => `whsec_${Buffer.from(text).toString('base64')}`,
  );
  const now = Date.parse('2026-12-05T10:00:00Z');

  it('is none without RESEND_WEBHOOK_SECRET, and refuses a malformed one at once', async () => {
    expect(await bounceReaderFromEnvironment({})).toBeNull();
    await expect(bounceReaderFromEnvironment({ RESEND_WEBHOOK_SECRET: 'whsec_%%%' })).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
    });
    await expect(bounceReaderFromEnvironment({ RESEND_WEBHOOK_SECRET: ' , ' })).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
    });
  });

  it('takes either of two secrets while one replaces the other', async () => {
    const reader = await bounceReaderFromEnvironment({ RESEND_WEBHOOK_SECRET: secrets.join(', ') });
    for (const secret of secrets) {
      const body = JSON.stringify({ type: 'email.bounced', data: { to: ['ada@example.com'] } });
      const seconds = String(now / 1_000);
      const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
        .update(`msg_2.${seconds}.${body}`)
        .digest('base64');
      const headers = new Headers({
        'svix-id': 'msg_2',
        'svix-timestamp': seconds,
        'svix-signature': `v1,${signature}`,
      });
      const bounce = await reader?.read({ headers, body: new TextEncoder().encode(body) }, now);
      expect(bounce).toMatchObject({ eventId: 'msg_2', kind: 'bounced', to: 'ada@example.com' });
    }
  });
});
