import { describe, expect, it } from 'vitest';
import type { Mailer as SdkMailer } from '../../sdk/src/billing/ports/mailer.js';
import { createMailer, mailboxTransport, type RenderedMail } from '../src/index.js';
import { app } from './samples.js';

describe('a mailer', () => {
  it("fits the SDK's Mailer port without importing it", async () => {
    const mailbox: RenderedMail[] = [];
    const mailer: SdkMailer = createMailer({
      transport: mailboxTransport((mail) => void mailbox.push(mail)),
      app,
    });
    await mailer.send({
      key: 'setup-done:62515',
      to: 'ada@example.com',
      template: 'setup-done',
      data: { plan: 'Team' },
    });
    expect(mailer.deduplicates).toBe(true);
    expect(mailbox).toMatchObject([
      { key: 'setup-done:62515', to: 'ada@example.com', subject: 'Contact Pulse is ready' },
    ]);
  });

  it('is refused when nobody could answer its mails, before the first one', () => {
    const transport = mailboxTransport(() => undefined);
    expect(() => createMailer({ transport, app: { ...app, fromEmail: 'noreply@a.example' } })).toThrow(
      /app\.fromEmail/,
    );
  });

  it('rejects a mail that cannot be written and hands nothing over', async () => {
    const mailbox: RenderedMail[] = [];
    const mailer = createMailer({ transport: mailboxTransport((mail) => void mailbox.push(mail)), app });
    const mail = { key: 'k', to: 'ada@example.com', template: 'nothing', data: {} };
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'TEMPLATE_UNKNOWN', retryable: false });
    expect(mailbox).toEqual([]);
  });

  it('waits for a mailbox that takes its time, and fails with it', async () => {
    const mailer = createMailer({
      transport: mailboxTransport(() => Promise.reject(new Error('full'))),
      app,
    });
    const mail = { key: 'k', to: 'ada@example.com', template: 'setup-done', data: {} };
    await expect(mailer.send(mail)).rejects.toThrow('full');
  });
});
