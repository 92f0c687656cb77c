/** Runs inside workerd: the contract suites of the stores, on its D1 database, case by case. */
import { openD1Stores, type D1Database } from '@hs-x/sdk/d1';
import { storeContracts } from '@hs-x/sdk/testing';
import { runCase } from '../matrix/run-case.js';
import { runBatch } from './d1-bridge.js';
import { emptyTables } from './empty-tables.js';

interface Bindings {
  readonly DB: D1Database;
}

export default {
  async fetch(request: Request, { DB }: Bindings): Promise<Response> {
    if (new URL(request.url).pathname === '/batch') return runBatch(request, DB);
    const { suite, title } = (await request.json()) as { suite: string; title: string };
    const suites = storeContracts(async () => {
      const stores = await openD1Stores(DB);
      await emptyTables(DB);
      return stores;
    });
    return Response.json({ failure: await runCase(suites, { suite, title }) });
  },
};
