import { describe, expect, it } from 'vitest';
import {
  defineTemplate,
  isEmailError,
  renderMail,
  type MailApp,
  type RenderRequest,
  type SetupDoneData,
} from '../src/index.js';
import { formatSender } from '../src/address.js';
import { app } from './samples.js';

const request: RenderRequest = { key: 'key', to: 'ada@example.com', template: 'setup-done', data: {}, app };
const rendering = (changes: Partial<RenderRequest>) => () => renderMail({ ...request, ...changes });
const withApp = (changes: Partial<MailApp>) => rendering({ app: { ...app, ...changes } });

describe('who a mail is from and to', () => {
  it('comes from the app team and is answered where the app says', () => {
    const mail = renderMail({ ...request, app: { ...app, replyTo: 'help@contactpulse.example' } });
    expect(mail.from).toEqual({ name: 'The Contact Pulse team', email: 'billing@contactpulse.example' });
    expect(mail.replyTo).toBe('help@contactpulse.example');
    expect(renderMail(request).replyTo).toBe('billing@contactpulse.example');
    expect(mail.headers).toEqual({ 'Auto-Submitted': 'auto-generated' });
  });

  it.each([
    'noreply@a.example',
    'no-reply@a.example',
    'No_Reply+billing@a.example',
    'donotreply@a.example',
    'do-not-reply@a.example',
  ])('refuses the sender %s, because customers answer billing mails', (fromEmail) => {
    expect(withApp({ fromEmail })).toThrow(/customers answer billing mails/);
    expect(withApp({ replyTo: fromEmail })).toThrow(/app\.replyTo/);
  });

  it.each([
    { name: '' },
    { name: 'x'.repeat(101) },
    { fromEmail: 'not an address' },
    { fromEmail: 'a@b.example\r\nBcc: c@d.example' },
    { url: 'javascript:alert(1)' },
    { url: '/relative' },
    { timeZone: 'Mars/Olympus' },
  ])('refuses an app with %o', (changes) => {
    expect(withApp(changes)).toThrow(expect.objectContaining({ code: 'SENDER_REFUSED' }));
  });

  it.each([
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com, eve@example.com',
    'Ada <ada@example.com>',
    'ada',
    '',
    'ada@exa\u0000mple.com',
  ])('refuses the receiver %j: exactly one bare address', (to) => {
    expect(rendering({ to })).toThrow(expect.objectContaining({ code: 'MAIL_INVALID' }));
  });

  it('refuses a subject with a line break, as an override could write one', () => {
    const override = defineTemplate<SetupDoneData>({
      subject: () => 'Hello\r\nBcc: eve@example.com',
      preview: () => 'Hello',
      body: () => [],
    });
    expect(() => renderMail(request, { overrides: { 'setup-done': override } })).toThrow(/line break/);
  });

  it('quotes a sender name that needs it', () => {
    expect(formatSender({ name: 'The Contact Pulse team', email: 'a@b.example' })).toBe(
      'The Contact Pulse team <a@b.example>',
    );
    expect(formatSender({ name: 'The Acme, "Inc." team', email: 'a@b.example' })).toBe(
      '"The Acme, \\"Inc.\\" team" <a@b.example>',
    );
  });
});

describe('the data of a mail', () => {
  const failed = (data: Record<string, unknown>) => rendering({ template: 'payment-failed', data });

  it.each([
    [{ retryAt: 1_780_000_000 }, 'retryAt', 'the number 1780000000'],
    [{ retryAt: '2026-12-05' }, 'retryAt', 'a value of type string'],
    [{ updatePaymentUrl: 'javascript:alert(1)' }, 'updatePaymentUrl', 'a value of type string'],
    [{ updatePaymentUrl: 'data:text/html,x' }, 'updatePaymentUrl', 'a value of type string'],
    [{ amountMinor: 79.5, currency: 'usd' }, 'amountMinor', 'the number 79.5'],
    [{ amountMinor: 79, currency: 'dollars' }, 'currency', 'a value of type string'],
    [{ name: { first: 'Ada' } }, 'name', 'a value of type object'],
  ])('is refused by field name when it is %o', (data, field, seen) => {
    expect(failed(data)).toThrow(
      expect.objectContaining({ code: 'DATA_INVALID', details: { template: 'payment-failed', field } }),
    );
    expect(failed(data)).toThrow(seen);
  });

  it('is left out when it is null, empty or unknown', () => {
    const mail = failed({
      name: ' \u0000 ',
      hubspotAccount: '',
      retryAt: null,
      updatePaymentUrl: undefined,
      surprise: 1,
    })();
    expect(mail.text).toContain('Hi,\n');
    expect(mail.text.replaceAll('\n', ' ')).toContain("We'll retry in the next few days.");
  });

  it('may name links relative to the app', () => {
    expect(failed({ updatePaymentUrl: '/billing?t=1' })().text).toContain(
      'https://app.contactpulse.example/billing?t=1',
    );
  });

  it('is told in the time zone of the app', () => {
    const retryAt = Date.parse('2026-12-05T23:30:00Z');
    expect(failed({ retryAt })().text).toContain('5 December 2026');
    const berlin = rendering({
      template: 'payment-failed',
      data: { retryAt },
      app: { ...app, timeZone: 'Europe/Berlin' },
    })();
    expect(berlin.text).toContain('6 December 2026');
  });

  it('never stands in an error message', () => {
    try {
      failed({ name: ['secret words'] })();
      expect.unreachable();
    } catch (error) {
      expect(isEmailError(error, 'DATA_INVALID')).toBe(true);
      expect(String(error) + JSON.stringify(error)).not.toContain('secret');
    }
  });
});

describe('an unknown template', () => {
  it.each(['payment-faild', '__proto__', 'constructor', ''])(
    '%j is refused with the names that exist',
    (template) => {
      expect(rendering({ template })).toThrow(
        /there is no template of that name\. Known: billing-link, .*, payment-failed,/,
      );
    },
  );
});
