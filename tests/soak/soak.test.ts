/**
 * Three processes on one PostgreSQL: a storm of webhooks, renewals, failed payments and people, a process killed every few seconds, and the database
 * restarted in the middle. Afterwards nothing is lost, nothing was done twice, and every row is right. `HSX_SOAK_SECONDS` says for how long,
 * `HSX_CRASH_SEED` from which seed people, faults and deaths are drawn.
 */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleApp, type BundledApp } from '../crash/bundle-app.js';
import type { AppsUnderFire } from '../crash/app-under-fire.js';
import { onPostgres } from '../crash/storm-database.js';
import { playStorm } from '../crash/storm.js';
import { PROMISES } from '../crash/storm-verdict.js';
import { freePort } from '../support/free-port.js';
import { databaseAt } from '../support/postgres.js';
import { startPostgresServer, type PostgresServer } from '../support/postgres-server.js';
import { Fleet } from './fleet.js';

const SECONDS = Number(process.env.HSX_SOAK_SECONDS ?? 10);
const SEED = Number(process.env.HSX_CRASH_SEED ?? 20_261_121);
const PROCESSES = 3;
const LIFE_MS = { least: 1_500, most: 6_000 };
/** Everything comes to rest after the storm, and a night passes. */
const TIME_LIMIT_MS = 120_000 + SECONDS * 2_000;
/** Of the many consequences of one fault the first say enough. */
const MOST_SHOWN = 20;

let server: PostgresServer;
let app: BundledApp;
beforeAll(async () => {
  [server, app] = await Promise.all([startPostgresServer(), bundleApp()]);
});
afterAll(() => Promise.all([server.stop(), app.remove()]));

it(
  'loses and doubles nothing on three processes that are killed one by one, through a restart of PostgreSQL',
  async () => {
    const ports = await Promise.all(Array.from({ length: PROCESSES }, freePort));
    const startedAtMs = performance.now();
    let restarts = 0;
    const database = databaseAt(server.url);
    const restartOnce = async (apps: AppsUnderFire): Promise<void> => {
      const middleMs = startedAtMs + SECONDS * 500;
      while (apps.isUnderFire && performance.now() < middleMs) await setTimeout(50);
      if (restarts > 0 || performance.now() < middleMs) return;
      restarts += 1;
      await apps.forgiving(() => server.restart()); // a process that starts meanwhile finds no database and says so
    };
    const { figures, complaints, troubles } = await playStorm(
      {
        seed: SEED,
        mail: 'smtp',
        bundleFile: app.file,
        database: onPostgres(database),
        startApps: (options) => new Fleet({ ...options, lifeMs: LIFE_MS }, ports),
        disturb: restartOnce,
      },
      { endsAtMs: startedAtMs + SECONDS * 1_000 },
    );
    await database.close();
    const counts = PROMISES.map(
      (promise) => `${promise} ${complaints.filter((each) => each.promise === promise).length}`,
    );
    console.log(
      `${PROCESSES} processes, ${restarts} restart of PostgreSQL: ${figures}, seed ${SEED}: ${counts.join(', ')}`,
    );
    const shown = complaints.slice(0, MOST_SHOWN).map(({ promise, text }) => `${promise}: ${text}`);
    expect(shown, ['What the processes logged last:', ...troubles].join('\n')).toEqual([]);
    expect(restarts).toBe(1);
  },
  TIME_LIMIT_MS,
);
