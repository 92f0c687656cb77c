import { Hono, type Context } from 'hono';

import { apiError } from '../api-error.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { createBatchRoutes } from './batch-routes.js';
import type { CrmRecord } from './crm-record.js';
import { readProperties } from './read-properties.js';
import type { RecordStore } from './record-store.js';
import { recordView, writtenRecordView } from './record-view.js';
import { conflictWith, invalidInput, withStore } from './store-access.js';

/** Contacts, companies and deals under `/crm/v3/objects/…` and `/crm/objects/2026-09/…`. */
export function createCrmRoutes(engine: HubspotEngine): Hono {
  const objects = new Hono();
  objects.route('/:objectType/batch', createBatchRoutes(engine));
  objects.get('/:objectType', (c) => withStore(engine, c, 'read', (store) => listPage(engine, c, store)));
  objects.post('/:objectType', (c) => withStore(engine, c, 'write', (store) => createOne(engine, c, store)));
  objects.get('/:objectType/:id', (c) =>
    withRecord(engine, c, 'read', ({ record }) => c.json(recordView(record, propertyNames(c)))),
  );
  objects.patch('/:objectType/:id', (c) =>
    withRecord(engine, c, 'write', async ({ store, record }) => {
      const properties = readProperties(await c.req.json().catch(() => undefined));
      if (properties === undefined) return invalidInput(engine);
      return c.json(writtenRecordView(store.update(record, properties)));
    }),
  );
  objects.delete('/:objectType/:id', (c) =>
    withRecord(engine, c, 'write', ({ store, record }) => {
      store.archive(record);
      return c.body(null, 204);
    }),
  );
  const routes = new Hono();
  routes.route('/crm/v3/objects', objects);
  routes.route('/crm/objects/2026-09', objects);
  return routes;
}

function withRecord(
  engine: HubspotEngine,
  c: Context,
  access: 'read' | 'write',
  work: (found: { readonly store: RecordStore; readonly record: CrmRecord }) => Response | Promise<Response>,
): Response | Promise<Response> {
  return withStore(engine, c, access, (store) => {
    const id = c.req.param('id') ?? '';
    const idProperty = c.req.query('idProperty');
    const record = store.find(idProperty === undefined ? { id } : { property: idProperty, value: id });
    if (record === undefined) return apiError(engine, { httpStatus: 404, message: 'resource not found' });
    return work({ store, record });
  });
}

async function createOne(engine: HubspotEngine, c: Context, store: RecordStore): Promise<Response> {
  const properties = readProperties(await c.req.json().catch(() => undefined));
  if (properties === undefined) return invalidInput(engine);
  return conflictWith(engine, store, properties) ?? c.json(writtenRecordView(store.create(properties)), 201);
}

function listPage(engine: HubspotEngine, c: Context, store: RecordStore): Response {
  const limit = Number(c.req.query('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    return apiError(engine, {
      httpStatus: 400,
      message: 'limit must be between 1 and 100',
      category: 'VALIDATION_ERROR',
    });
  }
  const after = Number(c.req.query('after') ?? 0);
  const rest = store.list().filter((record) => Number(record.id) >= after);
  const page = rest.slice(0, limit);
  const next = rest[limit];
  return c.json({
    results: page.map((record) => recordView(record, propertyNames(c))),
    ...(next === undefined ? {} : { paging: { next: { after: next.id } } }),
  });
}

function propertyNames(c: Context): readonly string[] {
  const names = (c.req.queries('properties') ?? []).flatMap((part) => part.split(','));
  return names.filter((name) => name !== '');
}
