import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBounce, type Bounce, type WebhookRequest } from '../src/http/index.js';

const now = Date.parse('2026-12-05T10:00:00Z');
const secret = `whsec_${Buffer.from('a secret of at least 24 bytes').toString('base64')}`;
const mailKey = 'payment-failed:in_1:2';

interface Signing {
  readonly with?: string;
  readonly at?: number;
  readonly prefix?: string;
}

/** A webhook as Svix signs it, written from its documentation with Node's own HMAC. */
function webhook(
  event: unknown,
  { with: key = secret, at = now, prefix = 'svix' }: Signing = {},
): WebhookRequest {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const seconds = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'))
    .update(`msg_1.${seconds}.${body}`)
    .digest('base64');
  const headers = new Headers({
    [`${prefix}-id`]: 'msg_1',
    [`${prefix}-timestamp`]: seconds,
    [`${prefix}-signature`]: `v1a,nonsense v1,AAAA v1,${signature}`,
  });
  return { headers, body: new TextEncoder().encode(body) };
}

const event = (type: string, data: Record<string, unknown> = {}): unknown => ({
  type,
  created_at: '2026-12-05T09:59:00.000Z',
  data: {
    email_id: 're_1',
    from: 'The Contact Pulse team <billing@contactpulse.example>',
    to: ['ada@example.com'],
    subject: 'Hello',
    tags: { template: 'payment-failed', mail_key: Buffer.from(mailKey).toString('base64url') },
    ...data,
  },
});

const read = (request: WebhookRequest, secrets: readonly string[] = [secret]): Promise<Bounce | null> =>
  readBounce(request, { provider: 'resend', secrets, now });

describe('a bounce', () => {
  it('says whom the mail did not reach, which mail it was, and why', async () => {
    const bounce = { message: 'The mailbox\r\ndoes not exist.', type: 'Permanent', subType: 'General' };
    expect(await read(webhook(event('email.bounced', { bounce })))).toEqual({
      eventId: 'msg_1',
      kind: 'bounced',
      from: 'billing@contactpulse.example',
      messageId: 're_1',
      occurredAt: Date.parse('2026-12-05T09:59:00.000Z'),
      to: 'ada@example.com',
      mailKey,
      reason: 'The mailbox does not exist.',
    });
  });

  it('counts a mail that was held back or failed at the provider as not arrived', async () => {
    const suppressed = event('email.suppressed', {
      suppressed: { message: 'On the list.', type: 'OnAccountSuppressionList' },
    });
    expect(await read(webhook(suppressed))).toMatchObject({ kind: 'bounced', reason: 'On the list.' });
    expect(
      await read(webhook(event('email.failed', { failed: { reason: 'reached_daily_quota' } }))),
    ).toMatchObject({ kind: 'bounced', reason: 'reached_daily_quota' });
  });

  it('tells a complaint apart', async () => {
    expect(await read(webhook(event('email.complained')))).toMatchObject({
      kind: 'complained',
      to: 'ada@example.com',
    });
  });

  it('finds the key in tags written as a list, and does without one', async () => {
    const tags = [{ name: 'mail_key', value: Buffer.from(mailKey).toString('base64url') }];
    expect(await read(webhook(event('email.bounced', { tags })))).toMatchObject({ mailKey });
    expect(await read(webhook(event('email.bounced', { tags: undefined })))).not.toHaveProperty('mailKey');
    expect(await read(webhook(event('email.bounced', { tags: { mail_key: '%%%' } })))).not.toHaveProperty(
      'mailKey',
    );
  });

  it('does without a sender, an id or an instant that the provider does not give', async () => {
    const bare = { type: 'email.complained', data: { to: 'ada@example.com' } };
    expect(await read(webhook(bare))).toEqual({
      eventId: 'msg_1',
      kind: 'complained',
      to: 'ada@example.com',
      reason: 'the receiver reported it as spam',
    });
  });

  it('keeps a long reason to 300 characters', async () => {
    const bounce = await read(webhook(event('email.bounced', { bounce: { message: 'x'.repeat(5_000) } })));
    expect(bounce?.reason).toHaveLength(300);
  });

  it.each(['email.delivered', 'email.delivery_delayed', 'email.opened', 'contact.created', 'something.new'])(
    'is not what %s says',
    async (type) => {
      expect(await read(webhook(event(type)))).toBeNull();
    },
  );
});

describe('a bounce webhook', () => {
  it('is genuine under either header prefix and any of the current secrets', async () => {
    const older = `whsec_${Buffer.from('an older secret of many bytes').toString('base64')}`;
    expect(await read(webhook(event('email.bounced'), { prefix: 'webhook' }))).not.toBeNull();
    expect(await read(webhook(event('email.bounced'), { with: older }), [secret, older])).not.toBeNull();
  });

  it.each([
    [
      'another secret',
      webhook(event('email.bounced'), { with: `whsec_${Buffer.from('a forged secret').toString('base64')}` }),
    ],
    ['an old timestamp', webhook(event('email.bounced'), { at: now - 301_000 })],
    ['a timestamp from the future', webhook(event('email.bounced'), { at: now + 301_000 })],
    ['another body', { ...webhook(event('email.bounced')), body: new TextEncoder().encode('{}') }],
    ['no signature', { ...webhook(event('email.bounced')), headers: new Headers() }],
  ])('with %s is refused', async (_, request) => {
    await expect(read(request)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
  });

  it('is not taken on trust when there is no secret, or a malformed one', async () => {
    await expect(read(webhook(event('email.bounced')), [])).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
    });
    await expect(read(webhook(event('email.bounced')), ['whsec_%%%'])).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
    });
  });

  it.each(['not JSON', '[]', '{"data":{}}', '{"type":"email.bounced","data":{"to":[]}}'])(
    '%s is refused though signed',
    async (body) => {
      await expect(read(webhook(body))).rejects.toMatchObject({ code: 'WEBHOOK_INVALID' });
    },
  );
});
