import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createMailer,
  defineTemplate,
  mailboxTransport,
  renderMail,
  type Overrides,
  type PaymentFailedData,
  type RenderedMail,
} from '../src/index.js';
import { loadEmailsFolder } from '../src/node/index.js';
import { app } from './samples.js';

const retryAt = Date.parse('2026-12-05T10:00:00Z');
const transport = mailboxTransport(() => undefined);

function render(
  overrides: Overrides,
  data: Record<string, unknown> = {},
  template = 'payment-failed',
): RenderedMail {
  return renderMail({ key: 'k', to: 'ada@example.com', template, data, app }, { overrides });
}

describe('an override written as code', () => {
  const override = defineTemplate<PaymentFailedData>({
    subject: (_, { app: { name } }) => `${name}: card declined`,
    preview: () => 'One click and it is paid.',
    body: ({ retryAt: at }, { paragraph, date }) => [
      paragraph(at === undefined ? 'Soon.' : `On ${date(at)}.`),
    ],
  });

  it('replaces the mail of the same name and gets its checked data', () => {
    const mail = render({ 'payment-failed': override }, { retryAt });
    expect(mail.subject).toBe('Contact Pulse: card declined');
    expect(mail.text).toContain('On 5 December 2026.');
    expect(() => render({ 'payment-failed': override }, { retryAt: 'soon' })).toThrow(/"retryAt"/);
  });

  it('leaves other mails as they are', () => {
    expect(render({ 'payment-failed': override }, {}, 'setup-done').subject).toBe('Contact Pulse is ready');
  });

  it('may be a mail of its own name, with its data as it was sent', () => {
    const own = defineTemplate<{ readonly city: string }>({
      subject: ({ city }) => `Hello ${city}`,
      preview: () => 'Hello',
      body: ({ city }, { paragraph }) => [paragraph(city)],
    });
    expect(render({ 'hello-city': own }, { city: 'Köln' }, 'hello-city').subject).toBe('Hello Köln');
  });

  it('cannot hold a link that mail programs must not follow', () => {
    const evil = defineTemplate<PaymentFailedData>({
      subject: () => 'Hello',
      preview: () => 'Hello',
      body: (_, { button }) => [button({ label: 'Go', url: 'javascript:alert(1)' })],
    });
    expect(() => render({ 'payment-failed': evil })).toThrow(/Allowed: https, http and mailto/);
  });
});

describe('an override written as two files', () => {
  const files = {
    text: 'Subject: {{appName}}: {{amount}} due\n\nHi {{name|there}}, we retry on {{ retryAt }}: {{updatePaymentUrl}}\n',
    html: '<p>Hi {{name|there}}, <a href="{{updatePaymentUrl}}">{{amount}}</a></p>',
  };

  it('fills placeholders with dates, money and links as people read them', () => {
    const mail = render(
      { 'payment-failed': files },
      { name: 'Ada', retryAt, amountMinor: 7900, currency: 'usd' },
    );
    expect(mail.subject).toBe('Contact Pulse: $79.00 due');
    expect(mail.text).toBe('Hi Ada, we retry on 5 December 2026: https://app.contactpulse.example\n');
  });

  it('escapes values in HTML and falls back where a value is missing', () => {
    expect(render({ 'payment-failed': files }, { name: '<b>"A"</b>' }).html).toContain(
      'Hi &lt;b&gt;&quot;A&quot;&lt;/b&gt;,',
    );
    expect(render({ 'payment-failed': files }).html).toContain('Hi there,');
  });

  it('fills values that look like placeholders or patterns with nothing further', () => {
    expect(render({ 'payment-failed': files }, { name: '{{appUrl}} $& $1' }).text).toContain(
      'Hi {{appUrl}} $& $1,',
    );
  });

  it('is refused before the first mail when it names a placeholder that does not exist', () => {
    const overrides = { 'payment-failed': { ...files, html: '<p>{{nmae}} {{retryAt}} {{retry}}</p>' } };
    expect(() => createMailer({ transport, app, overrides })).toThrow(
      /payment-failed\.html names the placeholder \{\{nmae\}\}, which does not exist; .*\{\{retry\}\}/,
    );
  });

  it('is refused when it has no subject or no HTML', () => {
    const overrides = { 'payment-failed': { text: 'Hello', html: ' ' } };
    expect(() => createMailer({ transport, app, overrides })).toThrow(
      /payment-failed\.txt must begin with a line "Subject: …" and an empty line; payment-failed\.html is empty/,
    );
  });

  it('keeps its subject on one line', () => {
    const own = { greeting: { text: 'Subject: Hello {{name}}\n\nHello\n', html: '<p>Hello</p>' } };
    expect(() => render(own, { name: 'a\r\nBcc: b@c.example' }, 'greeting')).toThrow(/line break/);
  });
});

describe('the emails/ folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emails-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

  it('overrides by file name: pairs of files and modules', async () => {
    await write('setup-done.txt', 'Subject: Ready\n\nReady.\n');
    await write('setup-done.html', '<p>Ready.</p>');
    await write(
      'payment-failed.mjs',
      "export const template = { subject: () => 'Declined', preview: () => 'x', body: () => [] };",
    );
    await write('README.md', 'How we write.');
    const overrides = await loadEmailsFolder(folder);
    expect(Object.keys(overrides).sort()).toEqual(['payment-failed', 'setup-done']);
    expect(render(overrides).subject).toBe('Declined');
    expect(render(overrides, {}, 'setup-done').text).toBe('Ready.\n');
  });

  it('overrides nothing when it does not exist', async () => {
    expect(await loadEmailsFolder(join(folder, 'none'))).toEqual({});
  });

  it.each([
    [['setup-done.html'], /emails\/setup-done\.html cannot be used: setup-done\.txt is missing beside it/],
    [['setup-done.txt'], /setup-done\.html is missing beside it/],
    [['setup-done.txt', 'setup-done.html', 'setup-done.mjs'], /it exists as \.html and \.mjs and \.txt/],
    [['Setup Done.txt'], /emails\/Setup Done\.txt cannot be used: its name is none of a mail/],
    [['setup-done.mjs'], /emails\/setup-done\.mjs cannot be used: it exports no template/],
  ])('refuses %j by name', async (names, message) => {
    for (const name of names) await write(name, '');
    await expect(loadEmailsFolder(folder)).rejects.toThrow(message);
  });
});
