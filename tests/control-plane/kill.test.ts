/** A control plane that is killed in the middle of its work has written both rows of a mapping or neither. HSX_CONTROL_PLANE_KILLS: how often; default twice. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { createControlPlaneClient, issueAppKey, parseAppKey } from '@hs-x/sdk/control-plane';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { SECRET } from './control-plane-world.js';

const KILLS = Number(process.env.HSX_CONTROL_PLANE_KILLS ?? 2);
const MAIN = fileURLToPath(new URL('../../apps/control-plane/dist/main.js', import.meta.url));

let folder: string;
let databaseFile: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hs-x-control-plane-'));
  databaseFile = join(folder, 'control-plane.sqlite');
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

it(
  'a mapping has both its rows or none, whenever the process is killed, and what was answered stays',
  async () => {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const key = parseAppKey(await issueAppKey(SECRET, { app: 'crm-sync', mode: 'live', version: 1 }))!;
    const billing = createControlPlaneClient({ origin, key, wallClock: { now: () => Date.now() } });
    const answered = new Set<string>();
    let portal = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const child = await start(port, origin);
      const killAt = answered.size + 1 + ((kill * 7) % 20);
      const ended = once(child, 'exit');
      const lanes = Array.from({ length: 4 }, async () => {
        for (;;) {
          const portalId = String((portal += 1));
          try {
            await billing.upsertMapping({ portalId, customerId: `cus_${portalId}` });
            answered.add(portalId);
            if (answered.size >= killAt) child.kill('SIGKILL'); // the other lanes are in the middle of theirs
          } catch {
            return;
          }
        }
      });
      await Promise.all([ended, ...lanes]);
    }
    const { byPortal, byCustomer } = readRows();
    expect(byCustomer).toEqual(byPortal);
    expect([...answered].filter((portalId) => byPortal.get(portalId) !== `cus_${portalId}`)).toEqual([]);
    expect(answered.size).toBeGreaterThanOrEqual(KILLS);
  },
  60_000 + KILLS * 3_000,
);

async function start(port: number, origin: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      HSX_CONTROL_PLANE_URL: origin,
      HSX_CONTROL_PLANE_SECRET: SECRET,
      HSX_CONTROL_PLANE_APPS: 'crm-sync',
      HSX_DATABASE: databaseFile,
      PORT: String(port),
      HOST: 'localhost',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  await once(child.stdout, 'data'); // its first line: it listens
  return child;
}

/** Both directions as they are in the file. */
function readRows(): { byPortal: ReadonlyMap<string, string>; byCustomer: ReadonlyMap<string, string> } {
  const database = new Database(databaseFile, { readonly: true });
  const accounts = database.prepare('SELECT portal_id, entitlement FROM accounts ORDER BY portal_id').all();
  const customers = database.prepare('SELECT portal_id, customer_id FROM customers ORDER BY portal_id').all();
  database.close();
  const rows = accounts as readonly { portal_id: string; entitlement: string }[];
  return {
    byPortal: new Map(
      rows.map(({ portal_id, entitlement }) => [
        portal_id,
        (JSON.parse(entitlement) as { stripeCustomerId: string }).stripeCustomerId,
      ]),
    ),
    byCustomer: new Map(
      (customers as readonly { portal_id: string; customer_id: string }[]).map((row) => [
        row.portal_id,
        row.customer_id,
      ]),
    ),
  };
}
