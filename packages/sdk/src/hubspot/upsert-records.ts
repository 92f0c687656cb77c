/**
 * One batch of records, created or updated by a unique property. Each input carries a trace id of its own, so that HubSpot can answer 207: what
 * it refused by name, and what it wrote (error handling and batch upsert references, read 2026-11-21; a live 207 for upserts is quoted in
 * HubSpot/hubspot-api-ruby#403). Which fields an answer holds varies, so that nothing but the results says that a record was written.
 */
import { fieldsOf } from '../kernel/fields.js';
import { callHubspot, type HubspotBody, type HubspotConnection } from './call-hubspot.js';
import { batchUpsertPath } from './endpoints.js';

/** The most records one call may hold (HubSpot's CRM API documentation, read 2026-11-20). */
export const MAX_BATCH_SIZE = 100;

/** One record as it is to be. */
export interface RecordUpsert {
  /** The value of the id property. */
  readonly id: string;
  /** By property; HubSpot takes text only, and empties a property for the empty text. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A record that was not written, and HubSpot's class of reason, such as `VALIDATION_ERROR`. */
export interface RefusedRecord {
  readonly id: string;
  readonly code: string;
}

/** What became of a batch. */
export interface UpsertOutcome {
  /** Records written, new ones included. */
  readonly written: number;
  readonly created: number;
  readonly refused: readonly RefusedRecord[];
}

/** A batch and whose it is. */
export interface UpsertWish {
  /** Such as `contacts`, or the id of a custom object type. */
  readonly objectType: string;
  /** The unique property that says which record is meant, such as `email`. */
  readonly idProperty: string;
  /** 1 to {@link MAX_BATCH_SIZE}, each id once. */
  readonly records: readonly RecordUpsert[];
  /** The portal's access token. */
  readonly bearer: string;
}

/**
 * Writes the batch. Throws what {@link callHubspot} throws; HUBSPOT_MISCONFIGURED with `details.httpStatus` 400 or 409 means that HubSpot refused the
 * whole batch for some record in it.
 */
export async function upsertRecords(connection: HubspotConnection, wish: UpsertWish): Promise<UpsertOutcome> {
  const body = await callHubspot(connection, {
    method: 'POST',
    path: batchUpsertPath(wish.objectType),
    json: upsertBody(wish),
    bearer: wish.bearer,
  });
  return readOutcome(body, wish.records);
}

/** The body of the call, in the shape of HubSpot's own client (`@hubspot/api-client` 14). */
export function upsertBody({ idProperty, records }: Pick<UpsertWish, 'idProperty' | 'records'>) {
  return {
    inputs: records.map(({ id, properties }, place) => ({
      id,
      idProperty,
      objectWriteTraceId: String(place),
      properties: { ...properties },
    })),
  };
}

/** Reads a 200 or 207: what is in the results was written, everything else was not. */
export function readOutcome(body: HubspotBody, records: readonly RecordUpsert[]): UpsertOutcome {
  const results = listOf(body.results);
  const codes = new Map(listOf(body.errors).flatMap(codesByTrace));
  if (codes.size === 0 && results.length >= records.length) return outcomeOf(results, records.length, []);
  const writtenTraces = new Set(results.map((result) => String(result.objectWriteTraceId)));
  const refused = records.flatMap(({ id }, place) => {
    const trace = String(place);
    return writtenTraces.has(trace) ? [] : [{ id, code: codes.get(trace) ?? 'UNKNOWN' }];
  });
  return outcomeOf(results, records.length - refused.length, refused);
}

type Fields = Readonly<Record<string, unknown>>;

function outcomeOf(
  results: readonly Fields[],
  written: number,
  refused: readonly RefusedRecord[],
): UpsertOutcome {
  return { written, created: results.filter((result) => result.new === true).length, refused };
}

/** An error names the inputs it is about in its context, as a list or as one text. */
function codesByTrace(error: Fields): readonly (readonly [trace: string, code: string])[] {
  const { category, context } = error;
  const code = typeof category === 'string' && /^[A-Z_]{1,60}$/.test(category) ? category : 'UNKNOWN';
  const traces: unknown = fieldsOf(context).objectWriteTraceId;
  return [traces].flat().map((trace) => [String(trace), code] as const);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
