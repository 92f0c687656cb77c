import { afterEach, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let world: World;
afterEach(() => world.close());

/** A mail that another process has claimed for five minutes, an hour from now, and has not sent; then this one starts anew. */
async function restartWithClaimedMail(database: 'postgres' | 'sqlite'): Promise<void> {
  world = await startWorld({ database });
  const { outbox, scope, clock } = world.app.engine;
  const now = clock.now() + HOUR_MS;
  const effect = {
    kind: 'sendEmail',
    key: 'mail:1',
    template: 'welcome',
    to: 'ada@example.com',
    data: {},
  } as const;
  await outbox.add(scope, { portalId: null, effect, now });
  await outbox.claim(scope, { now, limit: 10, leaseMs: 5 * MINUTE_MS });
  await world.restart();
  await world.advanceBy(HOUR_MS + MINUTE_MS);
}

it('a start leaves on PostgreSQL what others have claimed, until their leases are over', async () => {
  await restartWithClaimedMail('postgres');
  expect(world.mails.map(({ key }) => key)).toEqual([]);
  await world.advanceBy(5 * MINUTE_MS);
  expect(world.mails.map(({ key }) => key)).toEqual(['mail:1']);
});

it('a start takes up on SQLite what the process before it had claimed', async () => {
  await restartWithClaimedMail('sqlite');
  expect(world.mails.map(({ key }) => key)).toEqual(['mail:1']);
});
