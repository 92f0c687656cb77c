import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appMail } from '../src/app-folder/app-mail.js';
import { findAppFolder } from '../src/app-folder/app-folder.js';
import { readConfig } from '../src/app-folder/read-config.js';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from './fixture-app.js';

let app: FixtureApp;
beforeEach(() => {
  app = createFixtureApp({ 'hs-x.toml': `[email]\nfrom = "billing@fixture.example"\n\n${FIXTURE_CONFIG}` });
});
afterEach(() => app.remove());

const mailWith = (environment: Record<string, string>) => {
  const folder = findAppFolder(app.path);
  return appMail(folder, {
    config: readConfig(folder),
    environment: { APP_URL: 'https://app.fixture.example', ...environment },
  });
};

describe('the mails of an app outside dev', () => {
  it('leave by the one transport its environment names', async () => {
    expect((await mailWith({ RESEND_API_KEY: 're_1' })).mailer?.deduplicates).toBe(true);
    expect((await mailWith({ SMTP_URL: 'smtp://127.0.0.1:2525' })).mailer?.deduplicates).toBe(false);
  });

  it('cannot be sent without one, and the error names both', async () => {
    await expect(mailWith({})).rejects.toMatchObject({
      message: expect.stringMatching(/SMTP_URL.*RESEND_API_KEY/) as string,
    });
  });

  it('are heard of when they bounce, with the carrier’s secret', async () => {
    const secret = `whsec_${Buffer.from('the signing secret of the carrier').toString('base64')}`;
    const mail = await mailWith({ RESEND_API_KEY: 're_1', RESEND_WEBHOOK_SECRET: secret });
    expect(Object.keys(mail).sort()).toEqual(['bounceReader', 'mailer']);
  });

  it('are none while hs-x.toml names no sender', async () => {
    app.write('hs-x.toml', FIXTURE_CONFIG);
    expect(await mailWith({})).toEqual({});
  });
});
