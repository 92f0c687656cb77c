/** An app whose one sync moves a list of contacts into HubSpot, and what became of them, asked of HubSpot and of the app. */
import Database from 'better-sqlite3';
import {
  billing,
  defineSource,
  defineWorker,
  requireFeature,
  type Ctx,
  type PullWish,
  type SyncRow,
  type SyncSource,
  type WorkerDefinition,
} from '@hs-x/sdk';
import { startWorld, type World, type WorldOptions } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';

export const PORTAL = 51200417;
export const SCHEDULE_MS = 5 * 60_000;
const UPSERTS = '/crm/objects/';

export interface Person {
  readonly mail: string;
  readonly name: string;
}

export const people = (count: number, from = 0): Person[] =>
  Array.from({ length: count }, (_unused, place) => ({
    mail: `person-${from + place}@list.example`,
    name: `Person ${from + place}`,
  }));

/** A list as a source: its cursor is how many of it have been read, so that the next run gives what was added. */
export function listSource(
  list: readonly Person[],
  onPull: (wish: PullWish) => Promise<void> | void = () => undefined,
): SyncSource<Person> {
  return defineSource({
    name: 'list',
    async pull(_ctx: Ctx, wish) {
      await onPull(wish);
      const from = Number(wish.cursor ?? 0);
      const records = list.slice(from, from + wish.limit);
      const next = from + records.length;
      return { records, nextCursor: String(next), isComplete: next >= list.length };
    },
  });
}

export function listWorker(source: SyncSource<Person>): WorkerDefinition {
  return defineWorker(({ worker }) => {
    worker.use(billing());
    worker.sync(source, {
      into: 'contacts',
      schedule: '5m',
      schema: { email: { from: 'mail', as: 'lowercase' }, firstname: 'name' },
      beforeRun: (ctx) => requireFeature(ctx, 'sync.basic'),
    });
    worker.fn('putRow', (ctx, { row }) => ctx.kv.put(`entitlement:${ctx.portalId}`, row));
    worker.fn('dropRow', (ctx) => ctx.kv.delete(`entitlement:${ctx.portalId}`));
    worker.fn('resume', async (ctx) => {
      const key = `sync:${ctx.portalId}:contacts`;
      await ctx.kv.put(key, { ...(await ctx.kv.get(key)), status: 'active', pausedReason: null });
    });
    worker.fn('pause', async (ctx, { reason }) => {
      const key = `sync:${ctx.portalId}:contacts`;
      await ctx.kv.put(key, { ...(await ctx.kv.get(key)), status: 'paused', pausedReason: reason });
    });
  });
}

export const toml = (freeRecords = 5_000) => `
[app]
name = "Lists"
[hubspot]
scopes = ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"]
[billing]
provider = "stripe"
[billing.plan.free]
stripe_price = ""
features = ["sync.basic"]
limits = { records_per_month = ${freeRecords} }
[billing.plan.team]
stripe_price = "price_team"
features = ["sync.basic"]
limits = { records_per_month = 50_000 }
`;

export interface SyncWorld extends World {
  install(portalId?: number): Promise<void>;
  /** Contacts of the list that HubSpot has, by address. */
  contacts(portalId?: number): readonly string[];
  row(portalId?: number): SyncRow;
  /** Records counted in the present window. */
  used(portalId?: number): number;
  /** Writes the portal's entitlement row the way an app without `billing()` does. */
  putEntitlement(row: { plan: string; status: string }, portalId?: number): Promise<void>;
  call(name: string, input: Readonly<Record<string, unknown>>): Promise<void>;
  /** HubSpot answers the next writes so. */
  refuse(httpStatus: number, remaining: number, retryAfterS?: number): void;
}

export async function startSyncWorld(
  source: SyncSource<Person>,
  options: WorldOptions = {},
): Promise<SyncWorld> {
  const world = await startWorld({ definition: listWorker(source), toml: toml(), ...options });
  const { control } = world.simulators.hubspot;
  const call: SyncWorld['call'] = async (name, input) => {
    const { httpStatus } = await control.callFunction({ portalId: PORTAL, name, input });
    if (httpStatus !== 200) throw new Error(`${name} answered ${httpStatus}`);
  };
  const added = {
    async install(portalId = PORTAL) {
      if (!control.portals().some((portal) => portal.portalId === portalId))
        control.createPortal({ portalId, portalName: `Portal ${portalId}` });
      await createVisitor(world).install(portalId);
    },
    contacts: (portalId = PORTAL) =>
      control
        .records(portalId, 'contacts')
        .map(({ properties }) => properties.email ?? '')
        .filter((email) => email.endsWith('@list.example')),
    row(portalId = PORTAL) {
      const key = `sync:${portalId}:contacts`;
      return JSON.parse(String(one(world, 'SELECT value FROM kv WHERE key = ?', key)?.value)) as SyncRow;
    },
    used: (portalId = PORTAL) =>
      Number(
        one(world, 'SELECT sum(used) AS used FROM usage_windows WHERE portal_id = ?', `${portalId}`)?.used ??
          0,
      ),
    putEntitlement: (row: { plan: string; status: string }) =>
      call('putRow', { row: { adminEmail: 'ada@example.com', updatedAt: 1, ...row } }),
    call,
    refuse(httpStatus: number, remaining: number, retryAfterS?: number) {
      const wait = retryAfterS === undefined ? {} : { retryAfterS };
      control.addFault({ pathPrefix: UPSERTS, httpStatus, remaining, ...wait });
    },
  };
  // The world's app is another one after a restart: its getter must stay one.
  return Object.defineProperties(added, Object.getOwnPropertyDescriptors(world)) as unknown as SyncWorld;
}

function one(world: World, query: string, parameter: string): Record<string, unknown> | undefined {
  const database = new Database(world.databaseFile, { readonly: true });
  try {
    return database.prepare(query).get(parameter) as Record<string, unknown> | undefined;
  } finally {
    database.close();
  }
}
