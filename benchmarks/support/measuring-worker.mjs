/**
 * Runs inside workerd: each measurement is one request, its contenders take turns in one isolate on one D1 binding. A Worker's clock may stand still
 * between two answers from outside; every turn ends with an answer of D1 and lasts tens of milliseconds, so that whole turns are measured right.
 */
import { openD1Stores } from '../../packages/sdk/dist/store/d1/index.js';
import { measureGate, PORTALS, SELECT } from './measure-gate.mjs';
import { measureWebhooks, PORTALS as PORTALS_AT_ONCE } from './measure-webhooks.mjs';
import { fillStatements } from './portals.mjs';

const MEASUREMENTS = { '/gate': gate, '/webhooks': webhooks };

export default {
  async fetch(request, { DB }) {
    try {
      return globalThis.Response.json(await MEASUREMENTS[new URL(request.url).pathname](DB));
    } catch (error) {
      return new globalThis.Response(error.stack, { status: 500 });
    }
  },
};

async function gate(database) {
  const { billing } = await openFilled(database, PORTALS);
  const bare = async ({ app, mode, portalId }) => {
    const { results } = await database.prepare(SELECT).bind(app, mode, portalId).all();
    return JSON.parse(results[0].entitlement);
  };
  return measureGate({ store: 'D1', billing, bare }, { samples: 21, times: 60 });
}

async function webhooks(database) {
  const stores = await openFilled(database, PORTALS_AT_ONCE);
  await database.prepare('CREATE TABLE floor (id TEXT PRIMARY KEY, body TEXT NOT NULL)').run();
  const insert = ({ id }, text) =>
    database.prepare('INSERT INTO floor (id, body) VALUES (?, ?)').bind(id, text).run();
  return measureWebhooks({ store: 'D1', stores, insert }, { samples: 9, times: 2 });
}

async function openFilled(database, portals) {
  const stores = await openD1Stores(database);
  for (const statement of fillStatements(portals)) await database.prepare(statement).run();
  return stores;
}
