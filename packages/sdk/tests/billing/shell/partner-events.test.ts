import { describe, expect, it } from 'vitest';
import type { Inbox } from '../../../src/billing/ports/inbox.js';
import type { PartnerMessage, PartnerProvider } from '../../../src/billing/ports/partner-provider.js';
import { acceptPartnerWebhook } from '../../../src/billing/shell/accept-partner-webhook.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { fromUtf8 } from '../../../src/kernel/bytes.js';
import { MINUTE_MS } from '../../../src/kernel/instant.js';
import { decode } from '../../../src/providers/partner/decode.js';
import { NOW } from '../given.js';
import { install, KEY, openWorld, rowOf, type World } from './world.js';

/** Signatures are the adapter's affair: here every webhook is genuine. */
const partners: PartnerProvider = {
  names: ['acme'],
  verify: ({ headers, body }, { partner, wallNow }): Promise<PartnerMessage> =>
    Promise.resolve({
      partner,
      webhookId: headers.get('webhook-id') ?? '',
      arrivedAt: wallNow,
      body: fromUtf8(body),
    }),
  decode,
};

/** Tells of a plan as it was so many minutes ago; what the webhook starts is waited for unless the process dies first. */
async function tell(world: World, plan: string, minutesAgo: number, more: { dies?: boolean } = {}) {
  const timestamp = new Date(NOW - minutesAgo * MINUTE_MS).toISOString();
  const data = { portalId: KEY.portalId, grantId: 'lic_1', plan };
  const body = new TextEncoder().encode(JSON.stringify({ type: 'grant.updated', timestamp, data }));
  const request = { headers: new Headers({ 'webhook-id': `msg_${minutesAgo}` }), body };
  const started: Promise<unknown>[] = [];
  const background = (work: () => Promise<unknown>) => {
    if (!more.dies) started.push(work());
  };
  const { receipt } = await acceptPartnerWebhook(world.engine, { partner: 'acme', request, background });
  await Promise.all(started);
  return receipt;
}

const historyOf = async ({ engine }: World) =>
  (await engine.store.journal(KEY, 100)).filter(({ summary }) => summary.startsWith('partner acme'));

describe('a partner’s webhook', () => {
  it('whose process dies after the answer is worked off by the next one', async () => {
    const world = await openWorld({ engine: { partners } });
    await install(world);
    expect(await tell(world, 'team', 1, { dies: true })).toBe('stored');
    expect((await rowOf(world))?.plan).toBe('free');
    const next = await openWorld({ before: world, engine: { partners } });
    await tick(next.engine);
    expect(await rowOf(next)).toMatchObject({ plan: 'team', source: 'partner' });
  });

  it('that is worked off twice, because a process died before it said so, is in the history once', async () => {
    const world = await openWorld({ engine: { partners } });
    const dying: Inbox = { ...world.engine.inbox, settle: () => Promise.reject(new Error('died')) };
    await tell({ ...world, engine: { ...world.engine, inbox: dying } }, 'team', 1).catch(() => undefined);
    expect(await historyOf(world)).toHaveLength(1);
    world.clock.advance(10 * MINUTE_MS);
    await tick(world.engine);
    expect(await historyOf(world)).toHaveLength(1);
    expect(
      (await world.engine.inbox.claim(world.engine.scope, { now: NOW * 2, limit: 9, leaseMs: 1 })).length,
    ).toBe(0);
  });

  it('of many that two processes take at once loses to the newest, whoever comes last', async () => {
    const world = await openWorld({ engine: { partners } });
    const other = await openWorld({ before: world, engine: { partners } });
    await Promise.all(
      [4, 1, 9, 2, 7, 3].map((minutesAgo, index) =>
        tell(index % 2 === 0 ? world : other, minutesAgo === 1 ? 'scale' : 'team', minutesAgo),
      ),
    );
    world.clock.advance(10 * MINUTE_MS);
    await tick(world.engine);
    expect(await rowOf(world)).toMatchObject({ plan: 'scale', source: 'partner' });
  });
});
