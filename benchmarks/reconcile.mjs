/**
 * What a reconciliation costs beside the number of portals: provider calls, seconds, memory and writes. One portal in a thousand differs. The
 * provider makes up its pages as they are asked for. Every size runs in a process of its own with a heap of 64 MB: with room Node collects late, and
 * its memory would tell of that alone.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { reconcile as run } from '../packages/sdk/dist/billing/shell/reconcile.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { buildObserved } from '../packages/sdk/dist/testing/index.js';
import { customerIdOf, fillAccounts, subscriptionOf } from './support/accounts.mjs';
import { engineOn } from './support/engine.mjs';
import { rounded } from './support/interleave.mjs';
import { withFolder } from './support/with-folder.mjs';

const SIZES = [10_000, 100_000, 1_000_000];
const PAGE = 100;
const DIFFERS_EVERY = 1_000;
const SMALL_HEAP = ['--max-old-space-size=64', '--max-semi-space-size=4'];

/** Answers the figures of SQLite. */
export async function reconcile(sizes = SIZES) {
  const figures = [];
  for (const portals of sizes) {
    figures.push(
      await withFolder(async (folder) => {
        const file = join(folder, 'reconcile.sqlite');
        await inProcess('fill', file, portals);
        return inProcess('run', file, portals);
      }),
    );
  }
  const first = figures.find(({ portals }) => portals === 100_000);
  return figures.map((figure) => ({
    ...figure,
    ...(first ? { 'memory beside 100,000': rounded(figure['peak, MB'] / first['peak, MB']) } : {}),
  }));
}

/** A child that dies without an answer, such as one whose heap is full, is an error here and never a wait for its message. */
async function inProcess(task, file, portals) {
  const execArgv = task === 'run' ? SMALL_HEAP : [];
  const child = fork(fileURLToPath(import.meta.url), [task, file, String(portals)], { execArgv });
  let answer;
  child.once('message', (message) => (answer = message));
  // Its channel may be read to the end only after it has exited.
  const [[exitCode, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  if (exitCode === 0 && answer !== undefined) return answer;
  throw new Error(
    `"${task}" with ${portals} portals ended without an answer (${signal ?? `exit code ${exitCode}`}).`,
  );
}

async function fill(file, portals) {
  (await openSqliteStores(file)).close();
  fillAccounts(file, portals);
  return 'filled';
}

async function measure(file, portals) {
  const stores = await openSqliteStores(file);
  const calls = { list: 0, observe: 0 };
  const provider = providerOf(portals, Date.now(), calls);
  const engine = engineOn(stores, { provider });
  let peak = 0;
  const onProgress = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const startedAt = performance.now();
  const { report } = await run(engine, { provider, owner: 'bench', checkpoints: stores.kv, onProgress });
  const seconds = (performance.now() - startedAt) / 1_000;
  stores.close();
  const changed = 'SELECT count(*) AS written FROM accounts WHERE version <> 1';
  const { written } = new Database(file).prepare(changed).get();
  return {
    name: `reconciliation of ${portals.toLocaleString('en-US')} portals`,
    portals,
    store: 'SQLite',
    'list calls': calls.list,
    observations: calls.observe,
    healed: report.healed,
    'accounts written': written,
    seconds: rounded(seconds),
    'portals/s': Math.round(portals / seconds),
    'peak, MB': Math.round(peak / 2 ** 20),
  };
}

/** Subscriptions as the accounts know them, but for every thousandth, which is to end. */
function providerOf(portals, now, calls) {
  const observedOf = (index) => {
    const differs = index % DIFFERS_EVERY === 7;
    return subscriptionOf(index, now, differs ? { cancelAt: now + 86_400_000 } : {});
  };
  return {
    name: 'stripe',
    list({ after }) {
      calls.list += 1;
      const start = after === null ? 0 : Number(after.slice('sub_'.length)) + 1;
      const length = Math.min(PAGE, portals - start);
      const subscriptions = Array.from({ length }, (_unused, at) => ({
        ...observedOf(start + at),
        customerId: customerIdOf(start + at),
        email: 'ada@example.com',
        isCustomerDeleted: false,
        taggedFor: null,
      }));
      const isLast = start + length >= portals;
      return Promise.resolve({ subscriptions, next: isLast ? null : subscriptions.at(-1).subscriptionId });
    },
    observe(customerId) {
      calls.observe += 1;
      const index = Number(customerId.slice('cus_'.length));
      return Promise.resolve(buildObserved([observedOf(index)], { customerId, email: 'ada@example.com' }));
    },
  };
}

if (process.send && import.meta.main) {
  const [task, file, portals] = process.argv.slice(2);
  process.send(await (task === 'fill' ? fill : measure)(file, Number(portals)));
  process.disconnect();
} else if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number);
  console.table(await reconcile(sizes.length > 0 ? sizes : SIZES));
}
