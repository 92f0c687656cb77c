/**
 * What of a D1 binding is used, so that an app needs no types of Cloudflare's to compile. `D1Database` of `@cloudflare/workers-types` fits.
 */

/** A D1 binding, such as `env.DB`. */
export interface D1Database {
  prepare(query: string): D1Statement;
  /** One transaction: the first statement that fails rolls all of them back and rejects. */
  batch<Row = unknown>(statements: D1Statement[]): Promise<readonly D1Result<Row>[]>;
}

/** A prepared statement. */
export interface D1Statement {
  bind(...values: unknown[]): D1Statement;
  all<Row = unknown>(): Promise<D1Result<Row>>;
}

/** What a statement answered. */
export interface D1Result<Row> {
  readonly results: readonly Row[];
}
