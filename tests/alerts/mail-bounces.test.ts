/** What the mail carrier tells of mails that did not arrive: proved, kept, shown, and never in a log. */
import { createHmac } from 'node:crypto';
import { bounceReaderFromEnvironment } from '@hs-x/email/node';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { environmentOf, startLoneApp } from '../attacks/lone-app.js';
import { PORTAL, subscribe, DAY_MS } from '../lifecycle/subscriber.js';
import { startWorld, type World } from '../support/start-world.js';
import { everyRow } from '../support/stored-rows.js';

const SECRET = `whsec_${Buffer.from('the signing secret of the carrier').toString('base64')}`;
const SENDER = 'The Northstar team <billing@northstar-insights.example>';
const ADDRESS = 'admin@northwind-trading.example';

let world: World;
let mailKey: string;
beforeAll(async () => {
  const bounceReader = await bounceReaderFromEnvironment({ RESEND_WEBHOOK_SECRET: SECRET });
  world = await startWorld({ start: bounceReader ? { bounceReader } : {} });
  await subscribe(world);
  for (let day = 0; day < 4; day += 1) await world.advanceBy(DAY_MS);
  mailKey = world.mails.find(({ template }) => template === 'trial-check-in')?.key ?? '';
  expect(mailKey).not.toBe('');
});
afterAll(() => world.close());

interface Wish {
  readonly id?: string;
  readonly secret?: string;
  readonly at?: number;
}

const eventOf = (type: string, data: Record<string, unknown> = {}, createdAt = new Date().toISOString()) =>
  JSON.stringify({
    type,
    created_at: createdAt,
    data: {
      email_id: 're_1',
      from: SENDER,
      to: [ADDRESS],
      tags: { mail_key: Buffer.from(mailKey).toString('base64url') },
      bounce: { message: `550 <${ADDRESS}> unknown`, type: 'Permanent' },
      ...data,
    },
  });

async function send(body: string, wish: Wish = {}): Promise<{ status: number; json: unknown }> {
  const { id = 'msg_1', secret = SECRET, at = Date.now() } = wish;
  const seconds = Math.floor(at / 1_000);
  const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64');
  const answer = await fetch(`${world.appUrl}/webhooks/email`, {
    method: 'POST',
    body,
    headers: { 'svix-id': id, 'svix-timestamp': String(seconds), 'svix-signature': `v1,${signature}` },
  });
  const json: unknown = await answer.json();
  await world.settle();
  return { status: answer.status, json };
}

const alerts = async () => {
  const { engine } = world.app;
  return (await engine.alerts.store.list(engine.scope, {})).entries;
};

describe('a mail webhook that is not genuine gets a 400 and changes nothing', () => {
  let before: unknown;
  beforeEach(() => {
    before = everyRow(world);
  });

  it.each([
    ['signed with another secret', { secret: `whsec_${Buffer.from('a forged secret').toString('base64')}` }],
    ['six minutes old', { at: Date.now() - 360_000 }],
    ['six minutes ahead', { at: Date.now() + 360_000 }],
  ])('%s', async (_, wish) => {
    expect(await send(eventOf('email.bounced'), wish)).toMatchObject({
      status: 400,
      json: { ok: false, error: { code: 'SIGNATURE_INVALID' } },
    });
    expect(everyRow(world)).toEqual(before);
  });

  it('without a signature, empty, or no JSON', async () => {
    for (const body of ['', 'bounced', eventOf('email.bounced')]) {
      const answer = await fetch(`${world.appUrl}/webhooks/email`, { method: 'POST', body });
      expect(answer.status).toBe(400);
    }
    expect(everyRow(world)).toEqual(before);
  });

  it('larger than a megabyte is refused unread', async () => {
    const body = eventOf('email.bounced', { padding: 'x'.repeat(1_100_000) });
    expect(await send(body)).toMatchObject({ status: 413 });
    expect(everyRow(world)).toEqual(before);
  });
});

describe('a genuine mail webhook', () => {
  it('of a bounce is an alert that says which mail to which address, and why', async () => {
    expect(await send(eventOf('email.bounced'))).toEqual({
      status: 200,
      json: { ok: true, receipt: 'raised' },
    });
    const [alert] = await alerts();
    expect(alert).toMatchObject({
      key: `mail-bounced:${mailKey}`,
      code: 'mail_bounced',
      portalId: String(PORTAL),
      details: { to: ADDRESS, template: 'trial-check-in', reason: `550 <${ADDRESS}> unknown` },
    });
    expect(alert?.message).toContain(`The mail "trial-check-in" for portal ${PORTAL} did not arrive.`);
  });

  it('leaves the address out of every log line', async () => {
    await send(eventOf('email.bounced'), { id: 'msg_log' });
    expect(world.logLines.join('\n')).toContain('mail_bounced');
    expect(world.logLines.filter((line) => line.includes(ADDRESS))).toEqual([]);
  });

  it('told twice counts once', async () => {
    const body = eventOf('email.complained', {}, '2026-12-01T00:00:00.000Z');
    await send(body, { id: 'msg_twice' });
    await send(body, { id: 'msg_twice' });
    const alert = (await alerts()).find(({ code }) => code === 'mail_complained');
    expect(alert).toMatchObject({ times: 1, key: `mail-complained:${mailKey}`, portalId: String(PORTAL) });
  });

  it('of a mail without a key is an alert about the app, named by the carrier’s own id', async () => {
    await send(eventOf('email.bounced', { tags: undefined, email_id: 're_untagged' }), {
      id: 'msg_untagged',
    });
    const alert = (await alerts()).find(({ key }) => key === 'mail-bounced:re_untagged');
    expect(alert).toMatchObject({ portalId: null, details: { to: ADDRESS } });
  });

  it.each([
    ['a delay, which the carrier still tries to mend', () => eventOf('email.delivery_delayed')],
    ['a delivery', () => eventOf('email.delivered')],
    ['something new', () => '{"type":"email.translated","data":{}}'],
    ['a bounce without a receiver', () => eventOf('email.bounced', { to: [] })],
    ['no JSON at all', () => 'bounced'],
  ])('that tells of %s is acknowledged and raises nothing', async (_, body) => {
    const before = await alerts();
    expect(await send(body(), { id: 'msg_other' })).toEqual({
      status: 200,
      json: { ok: true, receipt: 'ignored' },
    });
    expect(await alerts()).toEqual(before);
  });

  it('of another product’s mail, sent over the same account, is acknowledged and raises nothing', async () => {
    const before = await alerts();
    const other = { from: 'news@other-product.example', tags: undefined };
    expect(await send(eventOf('email.bounced', other), { id: 'msg_foreign' })).toEqual({
      status: 200,
      json: { ok: true, receipt: 'foreign' },
    });
    expect(await alerts()).toEqual(before);
  });

  it('that cannot be kept is answered 5xx, so that the carrier tells it again', async () => {
    const lock = new Database(world.databaseFile);
    lock.exec('BEGIN EXCLUSIVE');
    const body = eventOf('email.bounced', { email_id: 're_locked', tags: undefined });
    const sent = send(body, { id: 'msg_locked' });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    lock.exec('ROLLBACK');
    lock.close();
    expect((await sent).status).toBe(503);
    expect((await send(body, { id: 'msg_locked' })).status).toBe(200);
    expect((await alerts()).map(({ key }) => key)).toContain('mail-bounced:re_locked');
  });
});

describe('an app without a bounce reader', () => {
  it('has no mail webhook, and says what would make one', async () => {
    const environment = environmentOf(world);
    await world.app.stop();
    const { app } = await startLoneApp(world, environment);
    const answer = await fetch(`${world.appUrl}/webhooks/email`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
    expect(JSON.stringify(await answer.json())).toContain('RESEND_WEBHOOK_SECRET');
    await app.stop();
  });
});
