import { Hono, type Context } from 'hono';

import { apiError } from '../api-error.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { isRecord, readProperties } from './read-properties.js';
import type { PropertyValues, RecordKey, RecordStore } from './record-store.js';
import { recordView, writtenRecordView } from './record-view.js';
import { conflictWith, invalidInput, withStore } from './store-access.js';

/** Most objects one batch may hold. Source: HubSpot CRM API documentation, read 2026-11-20. */
const MAX_BATCH_SIZE = 100;

/** HubSpot quotes the value; an app must not depend on it. */
const BAD_EMAIL =
  'Property values were not valid: [{"isValid":false,"error":"INVALID_EMAIL","name":"email"}]';

/** One object of a batch. */
interface BatchItem {
  readonly properties: PropertyValues;
  readonly id?: string;
  readonly idProperty?: string;
  /** The caller's own name for the input; with one on each, a refused input does not refuse the others. */
  readonly trace?: string;
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
    run: upsertAll,
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

/**
 * Writes what it can and answers 207 when each input carries a trace id; refuses all of it for one bad input otherwise. Source: HubSpot error handling
 * documentation and HubSpot/hubspot-api-ruby#403, read 2026-11-21.
 */
function upsertAll({ engine, store, items }: Batch): Response {
  const bad = items.filter((item) => !hasValidEmail(item));
  const areTraced = items.every((item) => item.trace !== undefined);
  if (bad.length > 0 && !areTraced) {
    return apiError(engine, { httpStatus: 400, message: BAD_EMAIL, category: 'VALIDATION_ERROR' });
  }
  const results = items.filter((item) => !bad.includes(item)).map((item) => upsert(store, item));
  const errors = bad.map((item) => ({
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: BAD_EMAIL,
    context: { objectWriteTraceId: [item.trace] },
  }));
  return complete(engine, bad.length > 0 ? 207 : 200, results, errors);
}

function hasValidEmail({ id, idProperty, properties }: BatchItem): boolean {
  const email = properties.email ?? (idProperty === 'email' ? id : undefined);
  return email === undefined || email === '' || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email);
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
    ...(typeof input.objectWriteTraceId === 'string' ? { trace: input.objectWriteTraceId } : {}),
  };
}

function keyOf(item: BatchItem): RecordKey {
  const id = item.id ?? '';
  return item.idProperty === undefined ? { id } : { property: item.idProperty, value: id };
}

function upsert(store: RecordStore, item: BatchItem): Readonly<Record<string, unknown>> {
  const known = store.find(keyOf(item));
  const trace = item.trace === undefined ? {} : { objectWriteTraceId: item.trace };
  if (known !== undefined)
    return { ...writtenRecordView(store.update(known, item.properties)), new: false, ...trace };
  const unique = item.idProperty === undefined ? {} : { [item.idProperty]: item.id ?? null };
  return { ...writtenRecordView(store.create({ ...unique, ...item.properties })), new: true, ...trace };
}

function complete(
  engine: HubspotEngine,
  httpStatus: number,
  results: readonly Readonly<Record<string, unknown>>[],
  errors: readonly unknown[] = [],
): Response {
  const at = new Date(engine.clock.now()).toISOString();
  return Response.json(
    {
      status: 'COMPLETE',
      results,
      ...(errors.length === 0 ? {} : { numErrors: errors.length, errors }),
      startedAt: at,
      completedAt: at,
    },
    { status: httpStatus },
  );
}
