import { describe, expect, it } from 'vitest';
import { deliverEffects } from '../../src/billing/shell/deliver-effects.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';
import { ctxOf, openApp } from './app-parts.js';

const MAIL = { to: 'ada@example.com', template: 'trial-ending', data: { daysLeft: 3 } };

describe('ctx.email', () => {
  it('queues a mail that leaves with the outbox', async () => {
    const app = await openApp();
    await (await ctxOf(app)).email.send(MAIL);
    expect(app.mails).toEqual([]);
    await deliverEffects(app.engine);
    expect(app.mails).toMatchObject([
      { to: 'ada@example.com', template: 'trial-ending', data: { daysLeft: 3 } },
    ]);
  });

  it('sends one mail a call, or one a key', async () => {
    const app = await openApp();
    const { email } = await ctxOf(app);
    await email.send(MAIL);
    await email.send(MAIL);
    for (let call = 0; call < 3; call++) await email.send({ ...MAIL, key: 'day-3' });
    await deliverEffects(app.engine);
    expect(app.mails.length).toBe(3);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'a@b.c,d@e.f',
    'Ada <ada@example.com>',
    'a@b.c\r\nbcc: x@y.z',
    'a b@c.d',
  ])('refuses the receiver %j', async (to) => {
    const app = await openApp();
    expect((await hsxErrorOf(async () => (await ctxOf(app)).email.send({ ...MAIL, to }))).code).toBe(
      'REQUEST_INVALID',
    );
  });

  it.each(['', 'Trial', '../secrets', 'a.b', '-a'])('refuses the template %j', async (template) => {
    const app = await openApp();
    expect((await hsxErrorOf(async () => (await ctxOf(app)).email.send({ ...MAIL, template }))).code).toBe(
      'REQUEST_INVALID',
    );
  });

  it('refuses a card number', async () => {
    const app = await openApp();
    const data = { note: '4242424242424242' };
    expect((await hsxErrorOf(async () => (await ctxOf(app)).email.send({ ...MAIL, data }))).code).toBe(
      'CARD_NUMBER_REFUSED',
    );
  });
});
