/**
 * The same signed webhooks to HS-X and to what one would pick instead, each on a database of its own of the same kind, in which every commit waits for
 * the disk. The peers take what the event says; HS-X stores the event first, reads the customer's present state (from memory here) and decides. Of
 * twenty portals one event each arrives together. Needs `npm ci --prefix benchmarks/peers`.
 */
import { join } from 'node:path';
import { openPostgresStores } from '../packages/sdk/dist/store/postgres/index.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { customerIdOf, fillAccounts, portalIdOf, subscriptionIdOf } from './support/accounts.mjs';
import { fillPostgres } from './support/fill-postgres.mjs';
import { interleave, rounded } from './support/interleave.mjs';
import { startPostgres } from './support/start-postgres.mjs';
import { signedEvent, WEBHOOK_SECRET } from './support/stripe-events.mjs';
import { webhookEngine } from './support/webhook-engine.mjs';
import { withFolder } from './support/with-folder.mjs';

const PORTALS = 20;
const SAMPLES = 15;
const ROUNDS = 10;
const CONNECTIONS = 10;

/** Answers the figures of SQLite and of PostgreSQL. */
export const peers = async () => [await withFolder(besideBetterAuth), await withPostgres(besideSyncEngine)];

async function besideBetterAuth(folder) {
  const { openBetterAuth } = await import('./peers/better-auth.mjs');
  const now = Date.now();
  const file = join(folder, 'hs-x.sqlite');
  (await openSqliteStores(file)).close();
  fillAccounts(file, PORTALS, { now });
  const stores = await openSqliteStores(file);
  const peer = await openBetterAuth(join(folder, 'peer.sqlite'), {
    webhookSecret: WEBHOOK_SECRET,
    subscriptions: Array.from({ length: PORTALS }, (_unused, index) => ({
      id: subscriptionIdOf(index),
      customerId: customerIdOf(index),
      portalId: portalIdOf(index),
    })),
  });
  try {
    const figures = await compare(webhookEngine(stores, { portals: PORTALS, now }), peer);
    return { name: 'webhooks, beside @better-auth/stripe 1.7.6', store: 'SQLite', ...figures };
  } finally {
    await stores.close();
    await peer.close();
  }
}

async function besideSyncEngine(postgres) {
  const { openSyncEngine } = await import('./peers/sync-engine.mjs');
  const now = Date.now();
  const url = await postgres.createDatabase('hs_x');
  const stores = await openPostgresStores(url, { maxConnections: CONNECTIONS });
  await fillPostgres(url, PORTALS, { now });
  const peer = await openSyncEngine(await postgres.createDatabase('peer'), {
    webhookSecret: WEBHOOK_SECRET,
    maxConnections: CONNECTIONS,
  });
  try {
    const figures = await compare(webhookEngine(stores, { portals: PORTALS, now }), peer);
    return { name: 'webhooks, beside @supabase/stripe-sync-engine 0.48.5', store: 'PostgreSQL', ...figures };
  } finally {
    await stores.close();
    await peer.close();
  }
}

async function compare(ours, peer) {
  const rounds = { ours: createRounds(), peer: createRounds() };
  const micros = await interleave(
    { ours: () => rounds.ours.next(ours.receive), peer: () => rounds.peer.next(peer.receive) },
    { samples: SAMPLES, times: ROUNDS },
  );
  await checkOurs(ours, rounds.ours);
  await checkPeer(peer, rounds.peer);
  const perSecond = (name) => Math.round((PORTALS * 1e6) / micros[name]);
  return {
    'events/s': perSecond('ours'),
    'peer, events/s': perSecond('peer'),
    ratio: rounded(micros.peer / micros.ours),
  };
}

async function checkOurs({ leftEvents, versions }, { count }) {
  const left = await leftEvents();
  if (left.length > 0) throw new Error(`${left.length} events were not worked off.`);
  const written = (await versions()).filter((version) => version === 1 + count());
  if (written.length !== PORTALS)
    throw new Error(`HS-X wrote ${written.length} of ${PORTALS} rows every time.`);
}

async function checkPeer({ readRows }, { lastAt }) {
  const right = (await readRows()).filter((row) => row.status === 'active' && row.eventAt === lastAt());
  if (right.length !== PORTALS) throw new Error(`The peer has ${right.length} of ${PORTALS} rows right.`);
}

/** Every round is a second later than the one before: of two events of one second the sync engine drops the second one. */
function createRounds() {
  const firstS = Math.floor(Date.now() / 1_000) - 1_000;
  let round = 0;
  return {
    async next(receive) {
      const call = (round += 1);
      const createdS = firstS + call;
      await Promise.all(
        Array.from({ length: PORTALS }, (_unused, index) => receive(signedEvent(index, call, { createdS }))),
      );
    },
    count: () => round,
    lastAt: () => (firstS + round) * 1_000,
  };
}

async function withPostgres(work) {
  const postgres = await startPostgres();
  try {
    return await work(postgres);
  } finally {
    await postgres.stop();
  }
}
if (import.meta.main) console.table(await peers());
