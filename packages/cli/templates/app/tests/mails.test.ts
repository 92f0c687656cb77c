import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMail } from '@hs-x/email';
import { loadEmailsFolder } from '@hs-x/email/node';
import { config } from './support/start-app.ts';

test('the mail of day 3 is in our own words, as text and as HTML', async () => {
  const mail = renderMail(
    {
      key: 'test',
      to: 'admin@example.com',
      template: 'trial-check-in',
      data: {},
      app: { name: config.app.name, fromEmail: 'billing@example.com', url: 'https://app.example.com' },
    },
    { overrides: await loadEmailsFolder('emails') },
  );
  assert.match(mail.subject, /first note/);
  assert.match(mail.text, /just reply to this email/);
  assert.match(mail.html, /just reply to this email/);
});
