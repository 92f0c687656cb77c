/** The spreadsheets a portal keeps in step: one row each at `sync:<portal>:<id>`, which is what the limit `syncs` counts. */
import type { CtxKv, Loose } from '@hs-x/sdk';

export async function connectSheet(kv: CtxKv, portalId: string, input: Loose): Promise<{ id: string }> {
  const id = String(input.id ?? '').slice(0, 100);
  await kv.put(`sync:${portalId}:${id}`, { status: 'active', createdAt: Date.now() });
  return { id };
}

interface Sheets {
  readonly running: number;
  readonly paused: number;
  /** Rows that were deleted when the portal had been gone for long enough; 0 before. */
  readonly deletedRows: number;
}

export async function readSheets(kv: CtxKv, portalId: string): Promise<Sheets> {
  const rows = await kv.list({ prefix: `sync:${portalId}:` });
  const paused = rows.filter((row) => (row.value as { status: string }).status === 'paused').length;
  const deleted = await kv.get<{ rows: number }>(`deleted:${portalId}`);
  return { running: rows.length - paused, paused, deletedRows: deleted?.rows ?? 0 };
}

/** A former customer's data goes; that it went, and when, stays. */
export async function deleteEverything(kv: CtxKv, portalId: string): Promise<void> {
  const prefixes = [`sync:${portalId}:`, `insight:${portalId}:`];
  const found = await Promise.all(prefixes.map((prefix) => kv.list({ prefix })));
  const rows = found.flat();
  for (const { key } of rows) await kv.delete(key);
  await kv.put(`deleted:${portalId}`, { rows: rows.length, at: Date.now() });
}
