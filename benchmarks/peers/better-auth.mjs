/**
 * The Stripe plugin of Better Auth on SQLite, as its documentation sets it up. Its webhook route answers 200 also when the row could not be written
 * and only logs the error: here a log entry ends the benchmark.
 */
import { stripe } from '@better-auth/stripe';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import Database from 'better-sqlite3';
import Stripe from 'stripe';

/** Opens the file with one subscription a portal: `receive`, and `readRows` of what it writes. */
export async function openBetterAuth(file, { webhookSecret, subscriptions }) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const options = optionsOn(database, webhookSecret);
  await (await getMigrations(options)).runMigrations();
  const auth = betterAuth(options);
  insertAll(database, subscriptions);
  const rows = database.prepare('SELECT status, periodStart FROM subscription');
  return {
    async receive({ headers, body }) {
      const request = new globalThis.Request(`${ORIGIN}/api/auth/stripe/webhook`, {
        method: 'POST',
        headers,
        body,
      });
      const response = await auth.handler(request);
      if (response.status !== 200) throw new Error(`Better Auth answered ${response.status}.`);
    },
    readRows: () =>
      rows.all().map(({ status, periodStart }) => ({ status, eventAt: Date.parse(periodStart) + DAY_MS })),
    close: () => database.close(),
  };
}

const DAY_MS = 86_400_000; // before each event its period starts
const ORIGIN = 'http://127.0.0.1';

function optionsOn(database, webhookSecret) {
  return {
    database,
    baseURL: ORIGIN,
    secret: 'a-secret-for-benchmarks-of-32-characters',
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { level: 'warn', log: failOn },
    plugins: [
      stripe({
        stripeClient: new Stripe('sk_test_of_the_benchmark', {
          httpClient: Stripe.createFetchHttpClient(refuseCall),
        }),
        stripeWebhookSecret: webhookSecret,
        subscription: { enabled: true, plans: [{ name: 'team', priceId: 'price_team' }] },
      }),
    ],
  };
}

function insertAll(database, subscriptions) {
  const insert = database.prepare(
    `INSERT INTO subscription (id, plan, referenceId, stripeCustomerId, stripeSubscriptionId, status) VALUES (?, 'team', ?, ?, ?, 'incomplete')`,
  );
  for (const { id, customerId, portalId } of subscriptions) insert.run(id, portalId, customerId, id);
}

function failOn(level, message) {
  throw new Error(`Better Auth logged ${level}: ${message}`);
}

function refuseCall() {
  throw new Error('Better Auth called Stripe.');
}
