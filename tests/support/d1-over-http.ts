/**
 * A D1 database inside workerd, used from Node: one request a batch. Miniflare's own proxy of the binding stops the whole process for every call of
 * `prepare` and `bind`.
 */
import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { D1Database, D1Result, D1Statement } from '@hs-x/sdk/d1';
import type { BridgedStatement } from '../workers/d1-bridge.js';

type Run = (statements: readonly BridgedStatement[]) => Promise<readonly D1Result<unknown>[]>;

/** The database of a worker that answers batches at the address. */
export function d1OverHttp(url: string): D1Database {
  const run: Run = async (statements) => {
    const body = JSON.stringify(statements.map(({ sql, values }) => ({ sql, values })));
    const answer = await post(url, body);
    const { rows, error } = answer as { rows?: readonly unknown[][]; error?: string };
    if (rows === undefined) throw new Error(error);
    return rows.map((results) => ({ results }));
  };
  return {
    prepare: (sql) => statementOf({ sql, values: [] }, run),
    batch: async <Row>(statements: D1Statement[]) =>
      (await run(statements as unknown as readonly BridgedStatement[])) as readonly D1Result<Row>[],
  };
}

function statementOf(content: BridgedStatement, run: Run): D1Statement & BridgedStatement {
  return {
    ...content,
    bind: (...values) => statementOf({ sql: content.sql, values }, run),
    all: async <Row>() => (await run([content]))[0] as D1Result<Row>,
  };
}

const agent = new Agent({ keepAlive: true });

/** Without `fetch` and timers, which some tests take over. */
function post(url: string, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent }, (response) => {
      json(response).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
