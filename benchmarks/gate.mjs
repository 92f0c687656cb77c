/** What asking the gate costs beside the bare look-up it is made of: the same row, the same driver, the same prepared statement. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createGate, GATE, requireFeature } from '../packages/sdk/dist/billing/gate.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { interleave, rounded } from './support/interleave.mjs';
import { fillAccounts, KEYS, rules, SCOPE } from './support/accounts.mjs';
import { withFolder } from './support/with-folder.mjs';

const PORTALS = 10_000;
const CHECKS = [1, 10, 100];
const SELECT = 'SELECT entitlement FROM accounts WHERE app = ? AND mode = ? AND portal_id = ?';

/** Answers the figures of SQLite. */
export const gate = () =>
  withFolder(async (folder) => {
    const file = join(folder, 'gate.sqlite');
    (await openSqliteStores(file)).close();
    fillAccounts(file, PORTALS);
    const stores = await openSqliteStores(file);
    const bare = new Database(file);
    bare.pragma('journal_mode = WAL');
    const select = bare.prepare(SELECT);
    const ask = (checks) => async (call) => {
      const key = KEYS[call % PORTALS];
      const ctx = { [GATE]: gateOf(stores, key) };
      for (let check = 0; check < checks; check++) await requireFeature(ctx, 'sync.basic');
    };
    const contenders = {
      bare: (call) =>
        JSON.parse(select.get(SCOPE.app, SCOPE.mode, KEYS[call % PORTALS].portalId).entitlement),
      ...Object.fromEntries(CHECKS.map((checks) => [`checks${checks}`, ask(checks)])),
    };
    const micros = await interleave(contenders, { samples: 41, times: 2_000 });
    stores.close();
    bare.close();
    return CHECKS.map((checks) => ({
      name: `gate, ${checks} ${checks === 1 ? 'check' : 'checks'} a request`,
      store: 'SQLite',
      µs: rounded(micros[`checks${checks}`]),
      'bare SELECT, µs': rounded(micros.bare),
      ratio: rounded(micros[`checks${checks}`] / micros.bare),
    }));
  });

function gateOf({ billing }, key) {
  return createGate({
    rules,
    clock: { now: Date.now },
    read: async () => (await billing.read(key)).entitlement,
    wantObservation: () => undefined,
  });
}
if (import.meta.main) console.table(await gate());
