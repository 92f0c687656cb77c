/** From a source's records to HubSpot's. Pure: the same page makes the same batch. */
import { fieldsOf } from '../../kernel/fields.js';
import type { RecordUpsert, RefusedRecord } from '../../hubspot/index.js';
import type { SyncField, SyncValueType } from './sync-source.js';

/** What a page becomes. */
export interface MappedRecords {
  readonly upserts: readonly RecordUpsert[];
  /** Records without an id, and those that a later one of the same id replaces. */
  readonly skipped: number;
  /** Records whose values cannot be written. */
  readonly refused: readonly RefusedRecord[];
}

/** How records are read. */
export interface RecordMapping {
  readonly fields: readonly (readonly [property: string, field: SyncField])[];
  readonly idProperty: string;
}

/** Maps a page; of several records with one id the last one counts, since HubSpot takes an id once a batch. */
export function mapRecords(records: readonly unknown[], mapping: RecordMapping): MappedRecords {
  const upserts = new Map<string, RecordUpsert>();
  const refused: RefusedRecord[] = [];
  for (const record of records) {
    const { id, properties, isWritable } = mapRecord(record, mapping);
    if (id === '') continue;
    if (isWritable) upserts.set(sameIdOf(id, mapping), { id, properties });
    else refused.push({ id, code: 'VALUE_INVALID' });
  }
  const skipped = records.length - upserts.size - refused.length;
  return { upserts: [...upserts.values()], skipped, refused };
}

function mapRecord(record: unknown, { fields, idProperty }: RecordMapping) {
  const properties: Record<string, string> = {};
  let isWritable = true;
  for (const [property, field] of fields) {
    const text = valueOf(record, field);
    if (text === null) isWritable = false;
    else if (text !== undefined) properties[property] = text;
  }
  return { id: (properties[idProperty] ?? '').trim(), properties, isWritable };
}

/** HubSpot knows e-mail addresses whatever their letters' case. */
function sameIdOf(id: string, { idProperty }: RecordMapping): string {
  return idProperty === 'email' ? id.toLowerCase() : id;
}

/** The value as HubSpot's text; undefined: left out; null: it cannot be written. */
function valueOf(record: unknown, field: SyncField): string | null | undefined {
  try {
    if (typeof field === 'function') return textOf(field(record));
    if (typeof field === 'string') return textOf(fieldsOf(record)[field]);
    const value = fieldsOf(record)[field.from];
    return value === null || value === undefined ? textOf(value) : formed(value, field.as);
  } catch {
    return null; // a function of the author's that this record is too much for
  }
}

function textOf(value: unknown): string | null | undefined {
  if (value === undefined) return undefined;
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value.join(';') : null;
}

function formed(value: unknown, type: SyncValueType): string | null | undefined {
  switch (type) {
    case 'text':
      return textOf(value);
    case 'lowercase':
      return textOf(value)?.trim().toLowerCase() ?? null;
    case 'number':
      return numberText(value);
    case 'boolean':
      return booleanText(value);
    case 'date':
      return instantText(value)?.slice(0, 'yyyy-mm-dd'.length) ?? null;
    case 'datetime':
      return instantText(value);
  }
}

function numberText(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : null;
}

const BOOLEANS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [true, 'true'],
  [false, 'false'],
  ['true', 'true'],
  ['false', 'false'],
  [1, 'true'],
  [0, 'false'],
]);

function booleanText(value: unknown): string | null {
  return BOOLEANS.get(value) ?? null;
}

function instantText(value: unknown): string | null {
  if (!(value instanceof Date) && typeof value !== 'number' && typeof value !== 'string') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
