import type { CrmObjectType, CrmRecord } from './crm-record.js';

/** Properties answered when the caller names none. Source: HubSpot CRM object guides, read 2026-11-20. */
const defaultProperties: Readonly<Record<CrmObjectType, readonly string[]>> = {
  contacts: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  companies: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
  deals: [
    'amount',
    'closedate',
    'createdate',
    'dealname',
    'dealstage',
    'hs_lastmodifieddate',
    'hs_object_id',
    'pipeline',
  ],
};

/** Renders an object as a read answers it: the default properties, or the ones asked for. */
export function recordView(
  record: CrmRecord,
  requested: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const names =
    requested.length === 0 ? defaultProperties[record.objectType] : [...requested, 'hs_object_id'];
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, record.properties[name] ?? null])),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
    archived: record.archivedAt !== undefined,
  };
}

/** Renders an object as a write answers it: every property it has. */
export function writtenRecordView(record: CrmRecord): Readonly<Record<string, unknown>> {
  return { ...recordView(record), properties: record.properties };
}
