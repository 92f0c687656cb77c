/** What an author writes to have records moved into HubSpot. */
import type { CounterName } from '../../contract/app-types.js';
import type { Loose } from '../../contract/loose.js';
import type { Ctx } from '../ctx.js';

/** Which part of a source is asked for. */
export interface PullWish {
  /** What the last page answered as `nextCursor`; null at the very first page. Text of the source's own. */
  readonly cursor: string | null;
  /** The most records the page may hold: 100, or less where a plan has room for less. */
  readonly limit: number;
}

/** One part of a source. */
export interface SyncPage<Row> {
  /** At most `limit` records. None is fine where the page ends the run. */
  readonly records: readonly Row[];
  /**
   * Where to go on. It is kept once the page's records are written: after a crash the same page is asked for again. On the page that ends a run it is
   * where the next run begins, such as the instant up to which changes were seen; null: from the beginning.
   */
  readonly nextCursor: string | null;
  /** Whether this page ends the run. */
  readonly isComplete: boolean;
}

/** Somewhere records come from. */
export interface SyncSource<Row = Loose> {
  /** For logs and messages. */
  readonly name: string;
  /**
   * Answers one page, within a minute. It is called again for the same cursor when writing the page failed or the process died. What it throws puts
   * the run off and is shown at `sync:<portal>:<id>`; the run goes on from the same cursor.
   */
  pull(ctx: Ctx, wish: PullWish): Promise<SyncPage<Row>>;
}

/** How a value is written for HubSpot: `date` is a day in UTC, `datetime` an instant; both take dates, unix ms and ISO 8601 text. */
export type SyncValueType = 'text' | 'lowercase' | 'number' | 'boolean' | 'date' | 'datetime';

/** A value for a property: null empties it, undefined leaves it as it is in HubSpot, a list is joined with semicolons. */
export type SyncValue = string | number | boolean | Date | readonly string[] | null | undefined;

/** Where a property's value comes from: a field's name, a field with a form, or a function of the record. */
export type SyncField<Row = Loose> =
  | (keyof Row & string)
  | { readonly from: keyof Row & string; readonly as: SyncValueType }
  | ((record: Row) => SyncValue);

/** Fields by HubSpot property, such as `{ email: 'email', firstname: 'first_name' }`. */
export type SyncSchema<Row = Loose> = Readonly<Record<string, SyncField<Row>>>;

/** A sync of a source into HubSpot objects. */
export interface SyncOptions<Row = Loose> {
  /** The HubSpot object type that is written, such as `contacts`; a portal must have given the app the scope to write it. */
  readonly into: string;
  /** How often it runs a portal: a number and `s`, `m`, `h` or `d`, such as `5m`. */
  readonly schedule: string;
  readonly schema: SyncSchema<Row>;
  /** The unique property by which a record is found or created; the schema must fill it. Default: `email` for `contacts`; other types must name one. */
  readonly idProperty?: string;
  /** The limit of `hs-x.toml` that written records count against. Default: `records_per_month` where any plan names it. */
  readonly limit?: CounterName;
  /**
   * Runs before every run, and again before each further page of 100, so that what is not paid for any more stops there. It should ask and not do.
   * What it throws skips the run: `PaymentRequired` pauses the sync until the portal pays.
   */
  beforeRun?(ctx: Ctx): Promise<void>;
}

/** The source itself, with its record type known to the schema of the sync that uses it. */
export function defineSource<Row>(source: SyncSource<Row>): SyncSource<Row> {
  return source;
}
