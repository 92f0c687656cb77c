/**
 * The server of the HTTP benchmark, a process of its own: the app, and beside it a bare route of the same router, Hono on its Node adapter. The bare
 * route gets the same requests and does what any such route does: it reads the body and its JSON, makes the same look-up by primary key with the same
 * driver, and answers JSON. It verifies nothing, bounds nothing, writes no log line and adds no header.
 */
import { createRequire } from 'node:module';
import { serve } from '@hono/node-server';
import Database from 'better-sqlite3';
import { billing, createLogger, defineWorker } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import { startNodeApp } from '@hs-x/sdk/node';
import { APP_TOML, ENVIRONMENT } from './check-app.mjs';

const { Hono } = createRequire(new URL('../../packages/sdk/package.json', import.meta.url))('hono');
const [file] = process.argv.slice(2);
const silent = createLogger(() => undefined);
const definition = defineWorker(({ worker }) => worker.use(billing()));
const app = await startNodeApp({
  definition,
  config: loadAppConfig(APP_TOML),
  database: file,
  port: 0,
  environment: ENVIRONMENT,
  logger: silent,
});

await app.tick(); // what follows from a new plan table is done before anything is measured

const database = new Database(file);
const select = database.prepare(
  'SELECT entitlement FROM accounts WHERE app = ? AND mode = ? AND portal_id = ?',
);
const bare = new Hono();
bare.post('/fn/hasFeature', async (context) => {
  const { feature } = await context.req.json();
  const row = select.get('bench', 'test', context.req.query('portalId'));
  const entitlement = JSON.parse(row.entitlement);
  return context.json({ ok: true, result: entitlement.status === 'active' && feature === 'sync.basic' });
});
serve({ fetch: bare.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send({ app: app.port, bare: port }),
);
