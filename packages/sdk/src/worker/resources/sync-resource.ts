/** Sync instances of a portal, kept at `sync:<portal>:<id>`: they register themselves as what the limit `syncs` counts. */
import { fieldsOf } from '../../kernel/fields.js';
import type { PortalId } from '../../kernel/ids.js';
import type { Ctx, CtxKv } from '../ctx.js';
import type { ResourceInstance, ResourceOptions } from '../worker-definition.js';
import { isOwnPause } from '../sync/sync-row.js';
import { DOWNGRADE } from './resource-plan.js';

/** The built-in resource. A row without `createdAt` counts as the oldest. */
export const syncResource: ResourceOptions = {
  limit: 'syncs',
  list: (ctx) => listSyncs(ctx.kv, ctx.portalId),
  pause: (ctx, id) => change(ctx, id, { status: 'paused', pausedReason: DOWNGRADE }),
  resume: (ctx, id) => change(ctx, id, { status: 'active', pausedReason: null }),
};

/** How many of the portal's syncs run: what the limit `syncs` counts, so that what a person has paused takes no room. */
export async function runningSyncs(kv: CtxKv, portalId: PortalId): Promise<number> {
  return (await listSyncs(kv, portalId)).filter((sync) => !sync.isPaused).length;
}

async function listSyncs(kv: CtxKv, portalId: PortalId): Promise<readonly ResourceInstance[]> {
  const prefix = prefixOf(portalId);
  const rows = await kv.list({ prefix });
  return rows.map(({ key, value }) => instanceOf(key.slice(prefix.length), value));
}

function instanceOf(id: string, value: unknown): ResourceInstance {
  const { status, pausedReason, createdAt } = fieldsOf(value);
  return {
    id,
    createdAt: typeof createdAt === 'number' ? createdAt : 0,
    // A sync that waits for payment, a limit or an install is not paused by a person: the plan decides about it like about a running one.
    isPaused: status === 'paused' && !isOwnPause(pausedReason),
    pausedReason: typeof pausedReason === 'string' ? pausedReason : null,
  };
}

async function change(ctx: Ctx, id: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const key = `${prefixOf(ctx.portalId)}${id}`;
  const row: unknown = await ctx.kv.get(key);
  if (row !== null) await ctx.kv.put(key, { ...fieldsOf(row), ...fields });
}

function prefixOf(portalId: PortalId): `sync:${string}` {
  return `sync:${portalId}:`;
}
