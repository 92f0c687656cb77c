/** CRM objects of one type in one portal, in memory. */
import type { HubspotEngine } from '../hubspot-state.js';
import type { CrmObjectType, CrmRecord } from './crm-record.js';

/** Values of properties as an API caller sends them. */
export type PropertyValues = Readonly<Record<string, string | null>>;

/** Finds one living object by id, or by the value of a unique property such as `email`. */
export type RecordKey = { readonly id: string } | { readonly property: string; readonly value: string };

/** What the CRM routes do with one portal's objects of one type. */
export interface RecordStore {
  /** Every living object, oldest id first. */
  list(): readonly CrmRecord[];
  find(key: RecordKey): CrmRecord | undefined;
  create(properties: PropertyValues): CrmRecord;
  /** Merges `properties` over what is there. */
  update(record: CrmRecord, properties: PropertyValues): CrmRecord;
  archive(record: CrmRecord): void;
}

/** First id a portal hands out; ids repeat from run to run. */
const FIRST_RECORD_ID = 101;

/** Opens the objects of one type in one portal. */
export function openRecordStore(
  engine: HubspotEngine,
  portalId: number,
  objectType: CrmObjectType,
): RecordStore {
  const { records } = engine.state;
  const all = (): readonly CrmRecord[] =>
    [...records.values()].filter(
      (record) => record.portalId === portalId && record.objectType === objectType,
    );
  const list = (): readonly CrmRecord[] => all().filter(isLiving).sort(byId);
  const save = (record: CrmRecord, properties: PropertyValues): CrmRecord => {
    const saved = { ...record, properties: withSystemProperties(record, properties) };
    records.set(`${portalId}:${objectType}:${record.id}`, saved);
    return saved;
  };
  return {
    list,
    find: (key) => list().find((record) => matches(record, key)),
    create(properties) {
      const now = engine.clock.now();
      const record = { id: nextId(all()), portalId, objectType, properties, createdAt: now, updatedAt: now };
      return save(record, properties);
    },
    update: (record, properties) =>
      save({ ...record, updatedAt: engine.clock.now() }, { ...record.properties, ...properties }),
    archive(record) {
      save({ ...record, archivedAt: engine.clock.now() }, record.properties);
    },
  };
}

function isLiving(record: CrmRecord): boolean {
  return record.archivedAt === undefined;
}

function byId(left: CrmRecord, right: CrmRecord): number {
  return Number(left.id) - Number(right.id);
}

function nextId(records: readonly CrmRecord[]): string {
  return String(records.reduce((next, record) => Math.max(next, Number(record.id) + 1), FIRST_RECORD_ID));
}

function matches(record: CrmRecord, key: RecordKey): boolean {
  if ('id' in key) return record.id === key.id;
  return record.properties[key.property]?.toLowerCase() === key.value.toLowerCase();
}

function withSystemProperties(record: CrmRecord, properties: PropertyValues): PropertyValues {
  const modifiedName = record.objectType === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
  return {
    ...properties,
    hs_object_id: record.id,
    createdate: new Date(record.createdAt).toISOString(),
    [modifiedName]: new Date(record.updatedAt).toISOString(),
  };
}
