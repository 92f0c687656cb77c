/**
 * What a webhook costs from its arrival until the portal's row is right, beside the least anybody could do who wants to lose none: verify the
 * signature and insert the body durably. Both write with `synchronous=FULL`. The provider is read from memory.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { acceptWebhook } from '../packages/sdk/dist/billing/shell/webhook.js';
import { useHmac } from '../packages/sdk/dist/kernel/hmac.js';
import { stripeProvider } from '../packages/sdk/dist/providers/stripe/index.js';
import { nativeHmac } from '../packages/sdk/dist/runtime/node/native-hmac.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { buildBillingConfig, buildObserved } from '../packages/sdk/dist/testing/index.js';
import { customerIdOf, fillAccounts, subscriptionOf } from './support/accounts.mjs';
import { engineOn } from './support/engine.mjs';
import { interleave, rounded } from './support/interleave.mjs';
import { signedEvent, WEBHOOK_SECRET } from './support/stripe-events.mjs';
import { withFolder } from './support/with-folder.mjs';

const AT_ONCE = 20;
const SAMPLES = 15;
const ROUNDS = 10;

/** Answers the figures of SQLite. */
export const webhooks = () =>
  withFolder(async (folder) => {
    useHmac(nativeHmac);
    const file = join(folder, 'webhooks.sqlite');
    (await openSqliteStores(file)).close();
    const startedAt = Date.now();
    fillAccounts(file, AT_ONCE, { now: startedAt });
    const stores = await openSqliteStores(file);
    const engine = engineOn(stores, { provider: providerOf(startedAt) });
    const floor = openFloor(join(folder, 'floor.sqlite'));
    const micros = await interleave(
      { floor: roundOf((event) => floor.receive(engine, event)), ours: roundOf(accepting(engine)) },
      { samples: SAMPLES, times: ROUNDS },
    );
    const left =
      stores.inbox.claim &&
      (await engine.inbox.claim(engine.scope, { now: Date.now(), limit: 9, leaseMs: 1 }));
    if (left.length > 0) throw new Error(`${left.length} events were not worked off`);
    stores.close();
    floor.close();
    const perSecond = (name) => Math.round((AT_ONCE * 1e6) / micros[name]);
    return [
      {
        name: 'webhooks: verified, stored, observed, decided, committed',
        store: 'SQLite',
        'events/s': perSecond('ours'),
        'floor, events/s': perSecond('floor'),
        ratio: rounded(micros.floor / micros.ours),
      },
    ];
  });

let rounds = 0;
/** Events of twenty portals arrive together; the round is over when all of them are done. */
function roundOf(receive) {
  return async () => {
    const call = (rounds += 1);
    await Promise.all(Array.from({ length: AT_ONCE }, (_unused, index) => receive(signedEvent(index, call))));
  };
}

function accepting(engine) {
  return async ({ headers, body }) => {
    let work;
    await acceptWebhook(engine, {
      provider: engine.provider,
      request: { headers, body },
      background: (each) => (work = each()),
    });
    await work;
  };
}

function providerOf(now) {
  const stripe = stripeProvider({
    secretKey: 'sk_test_of_the_benchmark',
    webhookSecrets: [WEBHOOK_SECRET],
    mode: 'test',
    checkout: buildBillingConfig().checkout,
  });
  const observed = Array.from({ length: AT_ONCE }, (_unused, index) =>
    buildObserved([subscriptionOf(index, now)], {
      customerId: customerIdOf(index),
      email: 'ada@example.com',
    }),
  );
  const byCustomer = new Map(observed.map((each) => [each.customerId, each]));
  return { ...stripe, observe: (customerId) => Promise.resolve(byCustomer.get(customerId)) };
}

function openFloor(file) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE events (id TEXT PRIMARY KEY, body TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO events (id, body) VALUES (?, ?)');
  return {
    async receive({ provider }, { headers, body }) {
      const event = await provider.verify({ headers, body }, Date.now());
      insert.run(event.id, JSON.stringify(event));
    },
    close: () => database.close(),
  };
}
if (import.meta.main) console.table(await webhooks());
