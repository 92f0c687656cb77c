/** An app that writes down what its author's code is told, and whose portals have syncs of their own. */
import { readFile } from 'node:fs/promises';
import { billing, defineWorker, type WorkerDefinition } from '@hs-x/sdk';
import type { World } from '../support/start-world.js';
import { PORTAL } from './subscriber.js';

export interface RecordingApp {
  readonly definition: WorkerDefinition;
  /** Every call of the author's code: a trigger's name or `downgradeReconcile`, and what it was told. */
  readonly calls: readonly { readonly name: string; readonly event: Readonly<Record<string, unknown>> }[];
}

const TRIGGERS = [
  'billing.upgraded',
  'billing.downgraded',
  'billing.subscription_ended',
  'billing.retention_ended',
  'hubspot.app.uninstalled',
] as const;

export function recordingApp(): RecordingApp {
  const calls: { name: string; event: Readonly<Record<string, unknown>> }[] = [];
  const definition = defineWorker(({ worker }) => {
    worker.use(billing());
    for (const name of TRIGGERS) {
      worker.trigger(name, (ctx) => Promise.resolve(void calls.push({ name, event: { ...ctx.event } })));
    }
    worker.action('downgradeReconcile', (_ctx, input) => {
      calls.push({ name: 'downgradeReconcile', event: input as Record<string, unknown> });
      return Promise.resolve(null);
    });
    worker.fn('putSync', async (ctx, { id, row }) => {
      await ctx.kv.put(`sync:${ctx.portalId}:${id as string}`, row);
      return null;
    });
    worker.fn('syncs', (ctx) => ctx.kv.list({ prefix: `sync:${ctx.portalId}:` }));
  });
  return { definition, calls };
}

export const namesOf = ({ calls }: RecordingApp) => calls.map(({ name }) => name);

/** The example's `hs-x.toml`: `free` allows no sync, `team` one, `scale` ten; what a case changes is changed in the text. */
export async function tomlWith(change: (toml: string) => string = (toml) => toml): Promise<string> {
  const toml = await readFile(new URL('../../examples/billing-guide/hs-x.toml', import.meta.url), 'utf8');
  return change(
    toml
      .replace('syncs = 1 }', 'syncs = 0 }')
      .replace('syncs = 10 }', 'syncs = 1 }')
      .replace('syncs = -1', 'syncs = 10'),
  );
}

export interface SyncRow {
  readonly status: string;
  readonly pausedReason?: string | null;
  readonly createdAt?: number;
}

export async function putSync(world: World, id: string, row: SyncRow): Promise<void> {
  const call = { portalId: PORTAL, name: 'putSync', input: { id, row } };
  const { httpStatus } = await world.simulators.hubspot.control.callFunction(call);
  if (httpStatus !== 200) throw new Error(`putSync answered ${httpStatus}`);
}

/** Ten running syncs, `s0` the oldest. */
export async function putTenSyncs(world: World): Promise<void> {
  for (let number = 9; number >= 0; number--) {
    await putSync(world, `s${number}`, { status: 'active', createdAt: 1_000 + number });
  }
}

/** Status and reason of every sync of the portal, by id. */
export async function syncsOf(world: World): Promise<Readonly<Record<string, string>>> {
  const { json } = await world.simulators.hubspot.control.callFunction({ portalId: PORTAL, name: 'syncs' });
  const { result } = json as { result: readonly { key: string; value: SyncRow }[] };
  return Object.fromEntries(
    result.map(({ key, value }) => [
      key.split(':').at(-1) ?? '',
      value.status === 'paused' ? `paused: ${value.pausedReason ?? 'nobody says why'}` : value.status,
    ]),
  );
}

/** What {@link syncsOf} answers when the named syncs are paused by a downgrade and the others of `s0` … `s9` run. */
export function tenSyncs(paused: readonly string[], reason = 'downgrade'): Readonly<Record<string, string>> {
  const ids = Array.from({ length: 10 }, (_, number) => `s${number}`);
  return Object.fromEntries(ids.map((id) => [id, paused.includes(id) ? `paused: ${reason}` : 'active']));
}
