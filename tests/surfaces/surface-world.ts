/**
 * An app whose every surface asks for one feature, and what each surface makes of it, said in a few words. Rows are written the way a
 * hand-wired app writes them, through `ctx.kv`, so that a portal can be put into any state.
 */
import { createHmac } from 'node:crypto';
import Database from 'better-sqlite3';
import { defineWorker, requireFeature, type Ctx } from '@hs-x/sdk';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';

export const FEATURE = 'sync.bidirectional';
const DAY_MS = 86_400_000;

const TOML = `
[app]
name = "Every surface"
[hubspot]
scopes = ["oauth"]
[billing]
provider = "stripe"
past_due_grace_days = 30
[billing.plan.free]
stripe_price = ""
features = ["card.read"]
[billing.plan.team]
stripe_price = "price_team"
features = ["card.read", "${FEATURE}"]
`;

/** A surface of the app. */
export type Surface =
  | 'card function'
  | 'workflow action'
  | 'agent tool'
  | 'sync'
  | 'cron'
  | 'retry queue'
  | 'CRM webhook'
  | 'provider webhook';

/** The world with its questions. */
export interface SurfaceWorld {
  readonly world: World;
  /** Calls the surface, or lets its time come, for the portal; answers what it made of it. */
  ask(surface: Surface, portalId: number): Promise<string>;
  /** Whether the surface's own work has been done for the portal, and how often. */
  runsOf(surface: Surface, portalId: number): number;
  putRow(portalId: number, row: unknown): Promise<void>;
  /** Takes the table of accounts away from under the running app, as a restore gone wrong does; answers how to give it back. */
  loseAccounts(): () => void;
  /** Locks the database for writing; answers how to unlock it. */
  lockStore(): () => void;
}

/** Starts the app with a portal for each row; null: no row. */
export async function startSurfaceWorld(rows: ReadonlyMap<number, object | null>): Promise<SurfaceWorld> {
  const runs: string[] = [];
  const world = await startWorld({ definition: gatedWorker(runs), toml: TOML });
  const { control } = world.simulators.hubspot;
  const runsOf = (surface: Surface, portalId: number) =>
    runs.filter((run) => run === `${surface} ${portalId}`).length;
  const putRow = async (portalId: number, row: unknown) => {
    await control.callFunction({ portalId, name: 'putRow', input: { row } });
  };
  for (const [portalId, row] of rows) {
    control.createPortal({ portalId, portalName: `Portal ${portalId}` });
    await createVisitor(world).install(portalId);
    if (row !== null) await putRow(portalId, row);
  }
  // The syncs' turn, and the first day's cron after every portal has its row.
  await world.advanceBy(DAY_MS);
  const asks = askers(world, runsOf);
  return {
    world,
    ask: (surface, portalId) => asks[surface](portalId),
    runsOf,
    putRow,
    loseAccounts: () => {
      const rename = (from: string, to: string) => onFile(world, `ALTER TABLE ${from} RENAME TO ${to}`);
      rename('accounts', 'accounts_lost');
      return () => rename('accounts_lost', 'accounts');
    },
    lockStore: () => {
      const lock = new Database(world.databaseFile);
      lock.exec('BEGIN EXCLUSIVE');
      return () => {
        lock.exec('ROLLBACK');
        lock.close();
      };
    },
  };
}

function gatedWorker(runs: string[]) {
  const gated = (surface: Surface) => async (ctx: Ctx) => {
    await requireFeature(ctx, FEATURE);
    runs.push(`${surface} ${ctx.portalId}`);
  };
  return defineWorker(({ worker }) => {
    worker.fn('gated', gated('card function'));
    worker.action('gated', gated('workflow action'));
    worker.tool('gated', { run: gated('agent tool') });
    worker.sync({}, { into: 'contacts', schedule: '5m', schema: {}, beforeRun: gated('sync') });
    worker.trigger('cron.daily', async (ctx) => {
      await ctx.forEachPortal(gated('cron'));
    });
    worker.trigger('billing.upgraded', gated('retry queue'));
    worker.trigger('hubspot.webhook', gated('CRM webhook'));
    worker.trigger('stripe.webhook', (ctx) => {
      const { portalId } = ctx.event.data.object.metadata as { portalId: string };
      runs.push(`provider webhook ${portalId}`);
      return Promise.resolve();
    });
    worker.fn('putRow', (ctx, { row }) => ctx.kv.put(`entitlement:${ctx.portalId}`, row));
  });
}

type Ask = (portalId: number) => Promise<string>;

function askers(
  world: World,
  runsOf: (surface: Surface, portalId: number) => number,
): Readonly<Record<Surface, Ask>> {
  const { control } = world.simulators.hubspot;
  const ranSince = (surface: Surface, portalId: number, before: number) => runsOf(surface, portalId) > before;
  return {
    async 'card function'(portalId) {
      const { httpStatus, json } = await control.callFunction({ portalId, name: 'gated' });
      return [httpStatus, (json as { error?: { code: string } }).error?.code].filter(Boolean).join(' ');
    },
    async 'workflow action'(portalId) {
      return executionAnswer(await control.callAction({ portalId, name: 'gated' }));
    },
    async 'agent tool'(portalId) {
      return executionAnswer(await control.callTool({ portalId, name: 'gated' }));
    },
    async sync(portalId) {
      const before = runsOf('sync', portalId);
      await world.advanceBy(5 * 60_000);
      if (ranSince('sync', portalId, before)) return 'ran';
      const [row] = read(world, 'SELECT value FROM kv WHERE key = ?', `sync:${portalId}:contacts`);
      const { status, pausedReason } = JSON.parse(String(row?.value)) as Record<string, unknown>;
      return status === 'paused' ? `paused: ${String(pausedReason)}` : 'deferred';
    },
    async cron(portalId) {
      const [before, logged] = [runsOf('cron', portalId), world.logLines.length];
      await world.advanceBy(DAY_MS);
      if (ranSince('cron', portalId, before)) return 'ran';
      const ofPortal = world.logLines
        .slice(logged)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const skipped = ofPortal.find(
        (line) => line.trigger === 'cron.daily' && line.portalId === String(portalId) && 'paused' in line,
      );
      return skipped ? `skipped, paused: ${String(skipped.paused)}` : 'deferred';
    },
    async 'retry queue'(portalId) {
      const before = runsOf('retry queue', portalId);
      const { engine } = world.app;
      const key = `table:${portalId}:${world.logLines.length}`;
      const event = { portalId: String(portalId), fromPlan: 'free', toPlan: 'team' };
      const effect = { kind: 'runTrigger', key, trigger: 'billing.upgraded', event } as const;
      await engine.outbox.add(engine.scope, {
        portalId: String(portalId),
        effect,
        now: world.simulators.clock.now(),
      });
      await world.settle();
      if (ranSince('retry queue', portalId, before)) return 'ran';
      const [row] = read(world, 'SELECT state, reason FROM outbox WHERE key = ?', key);
      return row?.reason === 'paused: billing' ? 'paused: billing' : `deferred, ${String(row?.state)}`;
    },
    async 'CRM webhook'(portalId) {
      const { engine } = world.app;
      const key = { ...engine.scope, portalId: String(portalId) };
      const [before, skipped] = [runsOf('CRM webhook', portalId), await engine.inbox.skippedOf(key)];
      const [sent] = await control.sendWebhooks([{ portalId, subscriptionType: 'contact.creation' }]);
      await world.settle();
      if (ranSince('CRM webhook', portalId, before)) return `${sent?.httpStatus}, ran`;
      const isSkipped = (await engine.inbox.skippedOf(key)) > skipped;
      return `${sent?.httpStatus}, ${isSkipped ? 'skipped' : 'not run'}`;
    },
    async 'provider webhook'(portalId) {
      const before = runsOf('provider webhook', portalId);
      const { status } = await sendProviderEvent(world, portalId);
      await world.settle();
      return `${status}, ${ranSince('provider webhook', portalId, before) ? 'ran' : 'not run'}`;
    },
  };
}

function executionAnswer(call: { httpStatus?: number; json?: unknown }): string {
  const { outputFields, error } = call.json as {
    outputFields?: Record<string, unknown>;
    error?: { code: string };
  };
  const said = outputFields ? [outputFields.hs_execution_state, outputFields.errorCode] : [error?.code];
  return [call.httpStatus, ...said].filter(Boolean).join(' ');
}

let events = 0;

async function sendProviderEvent(world: World, portalId: number): Promise<Response> {
  events += 1;
  const object = { object: 'customer', id: 'cus_of_nobody', metadata: { portalId: String(portalId) } };
  const body = JSON.stringify({
    id: `evt_table_${events}`,
    object: 'event',
    type: 'customer.updated',
    created: 1_790_000_000,
    livemode: false,
    data: { object },
  });
  const at = Math.floor(Date.now() / 1_000);
  const secret = world.app.settings.stripe?.webhookSecrets[0] ?? '';
  const v1 = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  const headers = { 'stripe-signature': `t=${at},v1=${v1}`, 'content-type': 'application/json' };
  return fetch(`${world.appUrl}/webhooks/stripe`, { method: 'POST', body, headers });
}

function read(world: World, query: string, ...parameters: string[]): Record<string, unknown>[] {
  const database = new Database(world.databaseFile, { readonly: true });
  try {
    return database.prepare(query).all(...parameters) as Record<string, unknown>[];
  } finally {
    database.close();
  }
}

function onFile(world: World, statement: string): void {
  const database = new Database(world.databaseFile);
  database.exec(statement);
  database.close();
}
