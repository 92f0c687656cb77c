import { createHmac } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { everyRow } from '../support/stored-rows.js';
import { createVisitor, pay } from '../support/visitor.js';

const PORTAL = 51200417;

let world: World;
let before: unknown;
beforeAll(async () => {
  world = await startWorld();
  pay(world, (await createVisitor(world).install(PORTAL)).location ?? '');
  await world.settle();
});
afterAll(() => world.close());
beforeEach(() => {
  before = everyRow(world);
});

const nowSeconds = () => Math.floor(Date.now() / 1_000);

function signed(body: string, wish: { at?: number; key?: string } = {}): Record<string, string> {
  const at = wish.at ?? nowSeconds();
  const v1 = createHmac('sha256', wish.key ?? 'whsec_not_ours')
    .update(`${at}.${body}`)
    .digest('hex');
  return { 'stripe-signature': `t=${at},v1=${v1}`, 'content-type': 'application/json' };
}

async function send(
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; code: string }> {
  const answer = await fetch(`${world.appUrl}/webhooks/stripe`, { method: 'POST', body, headers });
  const json = (await answer.json()) as { ok: boolean; error: { code: string } };
  expect(json.ok).toBe(false);
  return { status: answer.status, code: json.error.code };
}

const EVENT = JSON.stringify({
  id: 'evt_forged',
  object: 'event',
  type: 'customer.subscription.deleted',
  created: 1_790_000_000,
  livemode: false,
  data: { object: { id: 'sub_1', object: 'subscription', customer: 'cus_1' } },
});

describe('a webhook that is not genuine gets a 4xx and changes nothing', () => {
  it.each([
    ['forged', () => signed(EVENT), EVENT],
    ['without a signature', () => ({}), EVENT],
    ['with an empty signature', () => ({ 'stripe-signature': '' }), EVENT],
    ['with a garbled signature', () => ({ 'stripe-signature': 't=,v1=;;;' }), EVENT],
    ['empty', () => signed(''), ''],
    ['no JSON', () => signed('plan=team'), 'plan=team'],
  ])('%s', async (_name, headers, body) => {
    const { status } = await send(body, headers());
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(everyRow(world)).toEqual(before);
  });

  it('larger than a megabyte', async () => {
    const body = JSON.stringify({ ...JSON.parse(EVENT), padding: 'x'.repeat(2_000_000) });
    expect(await send(body, signed(body))).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
    expect(everyRow(world)).toEqual(before);
  });
});

describe('a webhook signed with the real secret', () => {
  let key: string;
  beforeAll(() => {
    key = world.app.settings.stripe?.webhookSecrets[0] ?? '';
    expect(key).toMatch(/^whsec_/);
  });

  it.each([
    ['is refused when it is six minutes old', -360],
    ['is refused when it comes from six minutes ahead', 360],
  ])('%s', async (_name, offsetSeconds) => {
    const answer = await send(EVENT, signed(EVENT, { at: nowSeconds() + offsetSeconds, key }));
    expect(answer).toEqual({ status: 400, code: 'SIGNATURE_INVALID' });
    expect(everyRow(world)).toEqual(before);
  });

  it('is refused when its body was changed by one byte', async () => {
    expect(await send(EVENT.replace('sub_1', 'sub_2'), signed(EVENT, { key }))).toMatchObject({
      status: 400,
    });
    expect(everyRow(world)).toEqual(before);
  });

  it('is refused when it is no JSON, or no event', async () => {
    expect(await send('not json', signed('not json', { key }))).toMatchObject({ status: 400 });
    expect(await send('{"id":1}', signed('{"id":1}', { key }))).toMatchObject({ status: 400 });
    expect(everyRow(world)).toEqual(before);
  });

  it('is refused when it is of the other mode', async () => {
    const live = EVENT.replace('"livemode":false', '"livemode":true');
    expect(await send(live, signed(live, { key }))).toEqual({ status: 400, code: 'MODE_MISMATCH' });
    expect(everyRow(world)).toEqual(before);
  });

  it('about a customer of another product is accepted and kept, and no row changes', async () => {
    const row = await rowOf(world, PORTAL);
    const answer = await fetch(`${world.appUrl}/webhooks/stripe`, {
      method: 'POST',
      body: EVENT,
      headers: signed(EVENT, { key }),
    });
    expect(answer.status).toBe(200);
    await world.settle();
    expect(await rowOf(world, PORTAL)).toEqual(row);
  });
});

describe('a store that cannot write', () => {
  it('answers 5xx while it is locked, so that the provider sends again, and loses nothing', async () => {
    const key = world.app.settings.stripe?.webhookSecrets[0] ?? '';
    const body = EVENT.replace('evt_forged', 'evt_while_locked');
    const lock = new Database(world.databaseFile);
    lock.exec('BEGIN EXCLUSIVE');
    const headers = signed(body, { key });
    const refused = await fetch(`${world.appUrl}/webhooks/stripe`, { method: 'POST', body, headers });
    lock.exec('ROLLBACK');
    lock.close();
    expect(refused.status).toBe(500);
    expect(await refused.json()).toMatchObject({ ok: false, error: { code: 'NOT_STORED' } });
    const again = await fetch(`${world.appUrl}/webhooks/stripe`, { method: 'POST', body, headers });
    expect(await again.json()).toEqual({ ok: true, receipt: 'stored' });
  });
});
