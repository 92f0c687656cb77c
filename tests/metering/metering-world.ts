/** An app that meters what a paying portal uses, and Stripe's meter beside it, asked with the official client. */
import Database from 'better-sqlite3';
import { billing, consume, defineWorker, refund, type WorkerDefinition } from '@hs-x/sdk';
import Stripe from 'stripe';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';

export const PORTAL = 51200417;
export const HOUR_MS = 3_600_000;
export const EVENT_NAME = 'records';

export const TOML = `
[app]
name = "Records"
[billing]
provider = "stripe"
[billing.checkout]
plan = "team"
[billing.meter.records_per_month]
event_name = "${EVENT_NAME}"
[billing.plan.team]
stripe_price = "price_team"
features = ["records"]
limits = { records_per_month = -1 }
`;

export interface MeteringWorld extends World {
  readonly stripe: Stripe;
  readonly customerId: string;
  /** Counts so much under the key, as a card would ask; the same key again counts nothing. */
  use(amount: number, key: string): Promise<void>;
  /** Gives so much back; less was used: nothing happens. */
  giveBack(amount: number): Promise<boolean>;
  /** What the ledger holds for the meter. */
  ledgerTotal(): number;
  /** How many closed hours still wait for their report, or for somebody to look at them. */
  unreportedHours(): number;
  /** What the meter has counted for the customer, ever. */
  meterTotal(): Promise<number>;
}

const definition = (): WorkerDefinition =>
  defineWorker(({ worker }) => {
    worker.use(billing());
    // As authors write it against the promised type: what has no data.object would end in the dead letters.
    worker.trigger('stripe.webhook', ({ event }) => {
      if (event.data.object.id === '') throw new Error('An object has an id.');
      return Promise.resolve();
    });
    worker.fn('use', async (ctx, { amount, key }) => {
      await consume(ctx, 'records_per_month', Number(amount), { key: String(key) });
    });
    worker.fn('giveBack', async (ctx, { amount }) => {
      await refund(ctx, 'records_per_month', Number(amount));
    });
  });

/** A portal that has installed and pays, and a meter that waits for its usage. */
export async function startMeteringWorld(): Promise<MeteringWorld> {
  const world = await startWorld({ definition: definition(), toml: TOML });
  const { port, secretKey } = world.simulators.stripe;
  const stripe = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
  const beganS = Math.floor(world.simulators.clock.now() / 60_000) * 60;
  const meter = await stripe.billing.meters.create({
    display_name: 'Records',
    event_name: EVENT_NAME,
    default_aggregation: { formula: 'sum' },
  });
  world.simulators.hubspot.control.createPortal({ portalId: PORTAL, portalName: 'Acme' });
  const { location } = await createVisitor(world).install(PORTAL);
  pay(world, location ?? '');
  await world.settle();
  const [customer] = (await stripe.customers.list()).data;
  const customerId = customer?.id ?? '';
  const call = (name: string, input: Readonly<Record<string, unknown>>) =>
    world.simulators.hubspot.control.callFunction({ portalId: PORTAL, name, input });
  const added = {
    stripe,
    customerId,
    async use(amount: number, key: string) {
      const { httpStatus } = await call('use', { amount, key });
      if (httpStatus !== 200) throw new Error(`use answered ${httpStatus}`);
    },
    giveBack: async (amount: number) => (await call('giveBack', { amount })).httpStatus === 200,
    ledgerTotal: () => numberIn(world.databaseFile, 'SELECT sum(used) AS found FROM usage_windows'),
    unreportedHours: () =>
      numberIn(
        world.databaseFile,
        "SELECT count(*) AS found FROM usage_slices WHERE state IN ('held', 'sealed')",
      ),
    async meterTotal() {
      const endS = Math.ceil(world.simulators.clock.now() / 60_000) * 60 + 3_600;
      const { data } = await stripe.billing.meters.listEventSummaries(meter.id, {
        customer: customerId,
        start_time: beganS,
        end_time: endS,
      });
      return data.reduce((sum, { aggregated_value: value }) => sum + value, 0);
    },
  };
  return Object.defineProperties(added, Object.getOwnPropertyDescriptors(world)) as unknown as MeteringWorld;
}

function numberIn(file: string, query: string): number {
  const database = new Database(file, { readonly: true });
  const row = database.prepare(query).get() as { found: number | null };
  database.close();
  return row.found ?? 0;
}
