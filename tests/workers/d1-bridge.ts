import type { D1Database } from '@hs-x/sdk/d1';

/** The binding inside workerd. */
export type D1Binding = D1Database;

/** One statement on its way into workerd. */
export interface BridgedStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Answers every statement's rows, or D1's error in its own words. */
export async function runBatch(request: Request, database: D1Binding): Promise<Response> {
  const statements = (await request.json()) as readonly BridgedStatement[];
  try {
    const bound = statements.map(({ sql, values }) => database.prepare(sql).bind(...values));
    const results = await database.batch(bound);
    return Response.json({ rows: results.map((result) => result.results) });
  } catch (error) {
    return Response.json({ error: error instanceof Error ? error.message : String(error) });
  }
}
