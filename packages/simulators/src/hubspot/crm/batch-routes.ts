import { Hono, type Context } from 'hono';

import { apiError } from '../api-error.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { isRecord, readProperties } from './read-properties.js';
import type { PropertyValues, RecordKey, RecordStore } from './record-store.js';
import { recordView, writtenRecordView } from './record-view.js';
import { conflictWith, invalidInput, withStore } from './store-access.js';

/** Most objects one batch may hold. Source: HubSpot CRM API documentation, read 2026-11-20. */
const MAX_BATCH_SIZE = 100;

/** One object of a batch. */
interface BatchItem {
  readonly properties: PropertyValues;
  readonly id?: string;
  readonly idProperty?: string;
}

/** `batch/read`, `create`, `update`, `upsert` and `archive`. */
export function createBatchRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  for (const [name, operation] of Object.entries(operations)) {
    routes.post(`/${name}`, (c) => withBatch(engine, c, operation));
  }
  return routes;
}

interface Batch {
  readonly engine: HubspotEngine;
  readonly store: RecordStore;
  readonly items: readonly BatchItem[];
  readonly body: Readonly<Record<string, unknown>>;
}

interface BatchOperation {
  readonly access: 'read' | 'write';
  readonly run: (batch: Batch) => Response;
}

const operations: Readonly<Record<string, BatchOperation>> = {
  create: { access: 'write', run: createAll },
  upsert: {
    access: 'write',
    run: ({ engine, store, items }) =>
      complete(
        engine,
        200,
        items.map((item) => upsert(store, item)),
      ),
  },
  update: {
    access: 'write',
    run: ({ engine, store, items }) => {
      const known = items.map((item) => ({ item, record: store.find(keyOf(item)) }));
      return complete(
        engine,
        200,
        known.flatMap(({ item, record }) =>
          record === undefined ? [] : [writtenRecordView(store.update(record, item.properties))],
        ),
      );
    },
  },
  read: {
    access: 'read',
    run: ({ engine, store, items, body }) => {
      const names = Array.isArray(body.properties) ? body.properties.map(String) : [];
      const found = items.flatMap((item) => store.find(keyOf(item)) ?? []);
      return complete(
        engine,
        200,
        found.map((record) => recordView(record, names)),
      );
    },
  },
  archive: {
    access: 'write',
    run: ({ store, items }) => {
      for (const record of items.flatMap((item) => store.find(keyOf(item)) ?? [])) store.archive(record);
      return new Response(null, { status: 204 });
    },
  },
};

function createAll({ engine, store, items }: Batch): Response {
  const conflict = items.map((item) => conflictWith(engine, store, item.properties)).find(Boolean);
  return (
    conflict ??
    complete(
      engine,
      201,
      items.map((item) => writtenRecordView(store.create(item.properties))),
    )
  );
}

function withBatch(
  engine: HubspotEngine,
  c: Context,
  operation: BatchOperation,
): Response | Promise<Response> {
  return withStore(engine, c, operation.access, async (store) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    if (!isRecord(body) || !Array.isArray(body.inputs)) return invalidInput(engine);
    if (body.inputs.length > MAX_BATCH_SIZE) {
      return apiError(engine, {
        httpStatus: 400,
        message: `The batch holds ${body.inputs.length} inputs, at most ${MAX_BATCH_SIZE} are allowed.`,
        category: 'VALIDATION_ERROR',
      });
    }
    const sharedIdProperty = typeof body.idProperty === 'string' ? body.idProperty : undefined;
    const items = body.inputs.map((input: unknown) => readItem(input, sharedIdProperty));
    const areReadable = items.every((item) => item !== undefined);
    return areReadable ? operation.run({ engine, store, items, body }) : invalidInput(engine);
  });
}

function readItem(input: unknown, sharedIdProperty: string | undefined): BatchItem | undefined {
  if (!isRecord(input)) return undefined;
  const properties = input.properties === undefined ? {} : readProperties(input);
  if (properties === undefined) return undefined;
  const idProperty = typeof input.idProperty === 'string' ? input.idProperty : sharedIdProperty;
  return {
    properties,
    ...(typeof input.id === 'string' ? { id: input.id } : {}),
    ...(idProperty === undefined ? {} : { idProperty }),
  };
}

function keyOf(item: BatchItem): RecordKey {
  const id = item.id ?? '';
  return item.idProperty === undefined ? { id } : { property: item.idProperty, value: id };
}

function upsert(store: RecordStore, item: BatchItem): Readonly<Record<string, unknown>> {
  const known = store.find(keyOf(item));
  if (known !== undefined) return { ...writtenRecordView(store.update(known, item.properties)), new: false };
  const unique = item.idProperty === undefined ? {} : { [item.idProperty]: item.id ?? null };
  return { ...writtenRecordView(store.create({ ...unique, ...item.properties })), new: true };
}

function complete(
  engine: HubspotEngine,
  httpStatus: number,
  results: readonly Readonly<Record<string, unknown>>[],
): Response {
  const at = new Date(engine.clock.now()).toISOString();
  return Response.json(
    { status: 'COMPLETE', results, startedAt: at, completedAt: at },
    { status: httpStatus },
  );
}
