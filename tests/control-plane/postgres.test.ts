/** Two processes of the control plane on one PostgreSQL database. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lendDatabase, type LentDatabase } from '../support/postgres.js';
import { startControlPlaneWorld, type ControlPlaneWorld } from './control-plane-world.js';

let database: LentDatabase;
let worlds: readonly ControlPlaneWorld[];
beforeEach(async () => {
  database = await lendDatabase();
  const start = () => startControlPlaneWorld({ postgresUrl: database.url });
  worlds = await Promise.all([start(), start()]);
});
afterEach(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  await database.giveBack();
});

it('one of twenty portals has the customer, whichever process was asked, and both processes say which', async () => {
  const clients = await Promise.all(worlds.map((world) => world.clientOf('crm-sync')));
  const race = Array.from({ length: 20 }, (_unused, at) =>
    clients[at % 2]!.upsertMapping({ portalId: String(20 + at), customerId: 'cus_race' }).then(
      ({ portalId }) => [portalId],
      () => [],
    ),
  );
  const winners = (await Promise.all(race)).flat();
  expect(winners).toHaveLength(1);
  for (const client of clients) {
    expect((await client.entitlement({ customerId: 'cus_race' })).portalId).toBe(winners[0]);
  }
});
