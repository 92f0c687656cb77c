/** What is checked when a sync is declared: everything that does not depend on a portal, so that a mistake shows before anything runs. */
import type { Loose } from '../../contract/loose.js';
import { fieldsOf, isRecord } from '../../kernel/fields.js';
import { declarationRefused } from '../declare-surface.js';
import { parseSchedule } from '../schedule.js';
import type { RecordMapping } from './map-records.js';
import type { SyncField, SyncOptions, SyncSource, SyncValueType } from './sync-source.js';

/** How a sync moves records. */
export interface SyncMoves extends RecordMapping {
  readonly source: SyncSource;
}

/** A declared sync. */
export interface SyncDefinition extends SyncOptions {
  /** Named after what it writes. */
  readonly id: string;
  readonly source: Loose;
  readonly scheduleMs: number;
  /** Null: its source has no `pull`, so that it keeps its schedule, asks `beforeRun` and moves nothing. */
  readonly moves: SyncMoves | null;
}

const OBJECT_TYPE = /^[A-Za-z0-9][\w-]{0,99}$/;
const PROPERTY = /^[a-z0-9][a-z0-9_.-]{0,99}$/;
const VALUE_TYPES: ReadonlySet<string> = new Set<SyncValueType>([
  'text',
  'lowercase',
  'number',
  'boolean',
  'date',
  'datetime',
]);

/** Reads the declaration. Throws REQUEST_INVALID. */
export function declareSync(
  source: unknown,
  options: SyncOptions,
  others: readonly SyncDefinition[],
): SyncDefinition {
  if (typeof options.into !== 'string' || !OBJECT_TYPE.test(options.into)) {
    throw declarationRefused(
      `A sync into "${options.into}" is not allowed: into takes an object type such as "contacts".`,
    );
  }
  const id = syncId(options, others);
  const scheduleMs = parseSchedule(options.schedule);
  return { ...options, source, id, scheduleMs, moves: movesOf(source, options, id) };
}

/** A sync is named after the objects it writes; the second one into the same objects gets a number. */
function syncId(options: SyncOptions, others: readonly SyncDefinition[]): string {
  const same = others.filter((sync) => sync.into === options.into).length;
  return same === 0 ? options.into : `${options.into}-${same + 1}`;
}

function movesOf(source: unknown, options: SyncOptions, id: string): SyncMoves | null {
  const { pull, name } = fieldsOf(source);
  if (pull === undefined) return null;
  if (typeof pull !== 'function' || typeof name !== 'string' || name === '') {
    throw declarationRefused(
      `The source of the sync "${id}" is not one: expected { name: text, pull(ctx, { cursor, limit }) }.`,
    );
  }
  const idProperty = options.idProperty ?? (options.into === 'contacts' ? 'email' : undefined);
  if (idProperty === undefined) {
    throw declarationRefused(
      `The sync "${id}" names no idProperty: say which unique property of ${options.into} tells records apart.`,
    );
  }
  const fields = fieldsOfSchema(options.schema, id);
  if (!fields.some(([property]) => property === idProperty)) {
    const known = fields.map(([property]) => property).join(', ') || 'nothing';
    throw declarationRefused(
      `The schema of the sync "${id}" does not fill its idProperty "${idProperty}"; it fills ${known}.`,
    );
  }
  return { source: source as SyncSource, idProperty, fields };
}

function fieldsOfSchema(schema: unknown, id: string): readonly (readonly [string, SyncField])[] {
  if (!isRecord(schema)) {
    throw declarationRefused(
      `The schema of the sync "${id}" is not one: expected fields by HubSpot property, such as { email: 'email' }.`,
    );
  }
  return Object.entries(schema).map(([property, field]) => {
    if (!PROPERTY.test(property)) {
      throw declarationRefused(
        `The schema of the sync "${id}" names the property "${property}"; HubSpot's names are lowercase letters, digits and "_".`,
      );
    }
    if (!isField(field)) {
      throw declarationRefused(
        `The schema of the sync "${id}" says nothing usable about "${property}": expected a field's name, { from, as } with as one of ${[...VALUE_TYPES].join(', ')}, or a function.`,
      );
    }
    return [property, field] as const;
  });
}

function isField(field: unknown): field is SyncField {
  if (typeof field === 'function') return true;
  if (typeof field === 'string') return field !== '';
  const { from, as } = fieldsOf(field);
  return typeof from === 'string' && from !== '' && typeof as === 'string' && VALUE_TYPES.has(as);
}
