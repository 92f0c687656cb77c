import { describe, expect, it } from 'vitest';
import type { Mail } from '../../../src/billing/ports/mailer.js';
import { deliverEffects } from '../../../src/billing/shell/deliver-effects.js';
import { MINUTE_MS, SECOND_MS } from '../../../src/kernel/instant.js';
import { NOW } from '../given.js';
import { KEY, openWorld, type World } from './world.js';

/** A world whose mailer fails as told, with one mail in its outbox. */
async function worldWithMail(fail: (tries: number) => Error | null, template = 'setup-done'): Promise<World> {
  let tries = 0;
  const world: World = await openWorld({
    engine: {
      mailer: {
        deduplicates: true,
        send: (mail: Mail) => {
          tries += 1;
          const error = fail(tries);
          if (!error) world.mails.push(mail);
          return error ? Promise.reject(error) : Promise.resolve();
        },
      },
    },
  });
  const mail = {
    kind: 'sendEmail',
    key: 'm1',
    template,
    to: 'ada@example.com',
    data: { plan: 'Team' },
  } as const;
  await world.engine.outbox.add(world.engine.scope, { portalId: KEY.portalId, effect: mail, now: NOW });
  return world;
}

const errorOf = (fields: object) => Object.assign(new Error('not sent'), fields);

describe('a mail', () => {
  it('leaves with the link its template calls for', async () => {
    const world = await worldWithMail(() => null);
    await deliverEffects(world.engine);
    expect(world.mails.map(({ data }) => data)).toEqual([
      { plan: 'Team', hubspotAccount: KEY.portalId, openUrl: 'https://app.example/billing' },
    ]);
  });

  it('of the author’s own making leaves as it was written', async () => {
    const world = await worldWithMail(() => null, 'new-feature');
    await deliverEffects(world.engine);
    expect(world.mails[0]?.data).toEqual({ plan: 'Team' });
  });

  it('is tried again when the transport said it may be', async () => {
    const slow = errorOf({ retryable: true, details: { retryAfterSeconds: 600 } });
    const world = await worldWithMail((tries) => (tries === 1 ? slow : null));
    await deliverEffects(world.engine);
    world.clock.advance(9 * MINUTE_MS);
    await deliverEffects(world.engine);
    expect(world.mails).toHaveLength(0);
    world.clock.advance(MINUTE_MS);
    await deliverEffects(world.engine);
    expect(world.mails).toHaveLength(1);
  });

  it('that can never leave is given up at once, and a person hears of it', async () => {
    const world = await worldWithMail(() => errorOf({ retryable: false, code: 'TEMPLATE_INVALID' }));
    await deliverEffects(world.engine);
    await deliverEffects(world.engine);
    expect(world.alerts).toEqual([
      {
        key: 'mail-lost:m1',
        alert: 'mail_lost',
        portalId: KEY.portalId,
        message: `The mail "setup-done" to portal ${KEY.portalId} was given up: refused with TEMPLATE_INVALID. The log has the error; nobody was written to.`,
      },
    ]);
  });

  it('that failed twenty times is given up, and a person hears of it', async () => {
    let tried = 0;
    const world = await worldWithMail((tries) => {
      tried = tries;
      return errorOf({});
    });
    for (let round = 0; round < 25; round += 1) {
      await deliverEffects(world.engine);
      world.clock.advance(400 * MINUTE_MS);
    }
    expect([tried, world.alerts.map(({ alert }) => alert)]).toEqual([20, ['mail_lost']]);
  });

  it('of a batch that a slow transport holds up is begun by nobody twice: who has held it too long lets go of it', async () => {
    const sent: string[] = [];
    const other = await openWorld({
      engine: { mailer: { deduplicates: false, send: ({ key }) => Promise.resolve(void sent.push(key)) } },
    });
    const slow = async ({ key }: Mail): Promise<void> => {
      sent.push(key);
      other.clock.advance(40 * SECOND_MS);
      await deliverEffects(other.engine);
    };
    const mailer = { deduplicates: false, send: slow };
    const world = await openWorld({ before: other, engine: { mailer } });
    for (const key of ['m1', 'm2', 'm3', 'm4']) {
      const effect = {
        kind: 'sendEmail',
        key,
        template: 'new-feature',
        to: 'a@example.com',
        data: {},
      } as const;
      await world.engine.outbox.add(world.engine.scope, { portalId: null, effect, now: NOW });
    }
    for (let round = 0; round < 4; round += 1) {
      await deliverEffects(world.engine);
      world.clock.advance(MINUTE_MS);
    }
    expect(sent.toSorted()).toEqual(['m1', 'm2', 'm3', 'm4']);
  });
});
