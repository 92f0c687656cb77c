/** Sync instances of a portal, kept at `sync:<portal>:<id>`: they register themselves as what the limit `syncs` counts. */
import { fieldsOf } from '../../kernel/fields.js';
import type { Ctx } from '../ctx.js';
import type { ResourceInstance, ResourceOptions } from '../worker-definition.js';
import { DOWNGRADE } from './resource-plan.js';

/** The built-in resource. A row without `createdAt` counts as the oldest. */
export const syncResource: ResourceOptions = {
  limit: 'syncs',
  async list(ctx) {
    const rows = await ctx.kv.list({ prefix: prefixOf(ctx) });
    return rows.map(({ key, value }) => instanceOf(key.slice(prefixOf(ctx).length), value));
  },
  pause: (ctx, id) => change(ctx, id, { status: 'paused', pausedReason: DOWNGRADE }),
  resume: (ctx, id) => change(ctx, id, { status: 'active', pausedReason: null }),
};

function instanceOf(id: string, value: unknown): ResourceInstance {
  const { status, pausedReason, createdAt } = fieldsOf(value);
  return {
    id,
    createdAt: typeof createdAt === 'number' ? createdAt : 0,
    // A sync that waits for payment is not paused by a person: the plan decides about it like about a running one.
    isPaused: status === 'paused' && pausedReason !== 'billing',
    pausedReason: typeof pausedReason === 'string' ? pausedReason : null,
  };
}

async function change(ctx: Ctx, id: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const key = `${prefixOf(ctx)}${id}`;
  const row: unknown = await ctx.kv.get(key);
  if (row !== null) await ctx.kv.put(key, { ...fieldsOf(row), ...fields });
}

function prefixOf(ctx: Ctx): `sync:${string}` {
  return `sync:${ctx.portalId}:`;
}
