/** Stripe's sync engine on PostgreSQL, told to take what the event says, which spares it every call to Stripe. */
import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import pg from 'pg';

// The release's ES module looks for its migrations at `__dirname`, which only its CommonJS twin has.
const { runMigrations, StripeSync } = createRequire(import.meta.url)('@supabase/stripe-sync-engine');

/** Opens the database: `receive`, and `readRows` of what it writes. */
export async function openSyncEngine(url, { webhookSecret, maxConnections }) {
  await runMigrations({ databaseUrl: url, schema: 'stripe' });
  const sync = new StripeSync({
    poolConfig: { connectionString: url, max: maxConnections },
    schema: 'stripe',
    stripeSecretKey: 'sk_test_of_the_benchmark',
    stripeWebhookSecret: webhookSecret,
    autoExpandLists: false,
    backfillRelatedEntities: false,
  });
  sync.stripe = new Proxy(sync.stripe, { get: refuseCalls });
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  for (const each of [pool, sync.postgresClient.pool]) ignoreEnds(each);
  return {
    receive: ({ headers, body }) => sync.processWebhook(Buffer.from(body), headers.get('stripe-signature')),
    async readRows() {
      const { rows } = await pool.query('SELECT status, last_synced_at FROM stripe.subscriptions');
      return rows.map((row) => ({ status: row.status, eventAt: row.last_synced_at.getTime() }));
    },
    async close() {
      await sync.close();
      await pool.end();
    },
  };
}

/** A connection that is being closed may still hear that the server stops; what a query meets is told by the query. */
function ignoreEnds(pool) {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

function refuseCalls(stripe, name) {
  if (name === 'webhooks') return stripe[name];
  throw new Error(`The sync engine called Stripe: ${String(name)}.`);
}
