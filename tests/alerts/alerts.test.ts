/** An alert from its cause to the operator and to its end, through the real app. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentOf, startLoneApp } from '../attacks/lone-app.js';
import { tomlWith } from '../lifecycle/recording-app.js';
import { advanceDays, subscribeAndPay, PORTAL, TEAM } from '../lifecycle/subscriber.js';
import { startWorld, type World } from '../support/start-world.js';
import { ALERTS_SECRET, startReceiver, type Receiver } from './receiver.js';

const MINUTE_MS = 60_000;

let world: World;
let receiver: Receiver;
let toml: string;
beforeEach(async () => {
  receiver = await startReceiver();
  const alerts = `[alerts]\nemail = "ops@northstar-insights.example"\nwebhook = "${receiver.url}"\n\n[email]`;
  toml = await tomlWith((text) => text.replace('[email]', alerts));
  world = await startWorld({ toml, environment: { ALERTS_WEBHOOK_SECRET: ALERTS_SECRET } });
});
afterEach(async () => {
  receiver.close();
  await world.close();
});

const listed = async (state: 'open' | 'all' = 'open') => {
  const { engine } = world.app;
  return (await engine.alerts.store.list(engine.scope, { state })).entries;
};
const operatorMails = () => world.mails.filter(({ template }) => template === 'operator-alert');

/** A deploy whose plans no longer name the price that the portal pays. */
async function forgetPrice(): Promise<void> {
  await subscribeAndPay(world);
  await world.restart({ toml: toml.replace(TEAM, 'price_northstar_team_2') });
  await world.settle();
}

describe('an alert', () => {
  it('is listed, logged, mailed to the operator and sent to the receiver, signed', async () => {
    await forgetPrice();
    expect(await listed()).toMatchObject([
      { code: 'unknown_price', portalId: String(PORTAL), resolvedAt: null },
    ]);
    expect(world.logLines.filter((line) => line.includes('"alert":"unknown_price"'))).toHaveLength(1);
    expect(receiver.alerts).toMatchObject([
      { code: 'unknown_price', portalId: String(PORTAL), mode: 'test' },
    ]);
    expect(operatorMails()).toMatchObject([{ to: 'ops@northstar-insights.example' }]);
  });

  it('is told once, however often its cause is found again', async () => {
    await forgetPrice();
    await advanceDays(world, 35); // a renewal, and what it makes the app observe
    const [alert] = await listed();
    expect(alert?.times).toBeGreaterThan(1);
    expect([receiver.alerts.length, operatorMails().length]).toEqual([1, 1]);
  });

  it('is resolved by itself when its cause is over', async () => {
    await forgetPrice();
    await world.advanceBy(MINUTE_MS);
    await world.restart({ toml });
    await world.settle();
    expect(await listed()).toEqual([]);
    expect(await listed('all')).toMatchObject([{ code: 'unknown_price', resolvedBy: 'hs-x' }]);
  });

  it('waits for a receiver that is down and reaches it later, while billing goes on', async () => {
    receiver.answer(503);
    await forgetPrice();
    expect(await listed()).toHaveLength(1);
    expect(operatorMails()).toHaveLength(1);
    expect(receiver.alerts).toEqual([]);
    receiver.answer(204);
    // A receiver that failed is left alone for a minute of wall time: another process of the app has not met it yet.
    await world.restart({ toml: toml.replace(TEAM, 'price_northstar_team_2') });
    for (let minute = 0; minute < 5; minute += 1) await world.advanceBy(MINUTE_MS);
    expect(receiver.alerts).toMatchObject([{ code: 'unknown_price' }]);
  });
});

describe('a deployment that names a webhook for alerts', () => {
  it.each([
    ['', 'ALERTS_WEBHOOK_SECRET is missing'],
    ['whsec_c2hvcnQ=', 'ALERTS_WEBHOOK_SECRET is not "whsec_" and the base64 of 24 to 64 bytes'],
    ['not even base64 and long enough', 'ALERTS_WEBHOOK_SECRET is not'],
  ])('does not start with the secret "%s"', async (secret, expected) => {
    await world.app.stop();
    const { loadAppConfig } = await import('@hs-x/sdk/config');
    const environment = { ...environmentOf(world), ALERTS_WEBHOOK_SECRET: secret };
    await expect(startLoneApp(world, environment, { config: loadAppConfig(toml) })).rejects.toMatchObject({
      code: 'ENVIRONMENT_INVALID',
      message: expect.stringContaining(expected) as string,
    });
  });
});

describe('an app that names a sender and has no mailer', () => {
  it('starts, says so in the log, and raises an alert that ends with the next start with one', async () => {
    await world.app.stop();
    const example = await readFile(
      new URL('../../examples/billing-guide/hs-x.toml', import.meta.url),
      'utf8',
    );
    const { app, logLines } = await startLoneApp(world, environmentOf(world));
    await app.tick();
    const { entries } = await app.engine.alerts.store.list(app.engine.scope, {});
    expect(entries).toMatchObject([{ code: 'mails_wait' }]);
    expect(entries[0]?.message).toMatch(/SMTP_URL.*RESEND_API_KEY/);
    expect(logLines.join('\n')).toContain('mails wait in the outbox');
    await app.stop();
    await world.simulators.clock.advanceBy(MINUTE_MS);
    await world.restart({ toml: example });
    await world.settle();
    expect(await listed()).toEqual([]);
  });
});
