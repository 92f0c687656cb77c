/** Two processes count on one file as fast as they can; one is killed in the middle of it and begins again with the same keys. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.js';
import { ACCOUNT_KEY } from '../../src/testing/build-account.js';
import { STORE_NOW } from '../../src/testing/store-wishes.js';
import { temporaryFile } from './temporary-file.js';

const CALLS = 5_000;
const ALLOWED = 5_000;
const COUNTER = {
  key: ACCOUNT_KEY,
  limit: 'records_per_month',
  window: { startsAt: STORE_NOW, endsAt: STORE_NOW + 1_000_000 },
};

/** Makes every call of one name, 50 at a time, each until the store answers; prints a line a call that counted. */
const SCRIPT = `
const { openSqliteStores } = await import(process.argv[1]);
const { file, name, calls, counter, allowed, now } = JSON.parse(process.argv[2]);
const { usage } = await openSqliteStores(file);
const count = async (call) => {
  const once = { key: name + call, keptUntil: now + 1e9 };
  for (;;) {
    try {
      const { kind } = await usage.consume({ ...counter, amount: 1, allowed, once, meter: null, tellings: [], now });
      if (kind !== 'exceeded') process.stdout.write(name + call + '\\n');
      return;
    } catch (error) {
      if (error.code !== 'STORE_UNAVAILABLE') throw error;
    }
  }
};
let next = 0;
const lane = async () => { while (next < calls) await count(next++); };
await Promise.all(Array.from({ length: 50 }, lane));
`;

interface Counting {
  readonly child: ChildProcess;
  /** The calls that were told that they counted. */
  readonly counted: Set<string>;
  /** Answers the exit code, or the signal that ended it. */
  readonly ended: Promise<unknown>;
}

function startCounting(file: string, name: string, onCounted?: (counted: number) => void): Counting {
  const entry = new URL('../../dist/store/sqlite/index.js', import.meta.url).href;
  const wish = { file, name, calls: CALLS, counter: COUNTER, allowed: ALLOWED, now: STORE_NOW };
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, entry, JSON.stringify(wish)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const counted = new Set<string>();
  let rest = '';
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) counted.add(line);
    onCounted?.(counted.size);
  });
  return { child, counted, ended: once(child, 'close').then((end: unknown[]) => end[1] ?? end[0]) };
}

describe('two processes that count 10,000 calls on one file', () => {
  it('count exactly what is allowed, each key once, also when one is killed and begins again', async () => {
    const file = temporaryFile();
    const stores = await openSqliteStores(file);
    const steady = startCounting(file, 'a');
    const killed = startCounting(file, 'b', (counted) => {
      if (counted >= 700) killed.child.kill('SIGKILL');
    });
    expect(await killed.ended).toBe('SIGKILL');
    const again = startCounting(file, 'b');
    expect(await Promise.all([steady.ended, again.ended])).toEqual([0, 0]);
    expect(steady.counted.size + again.counted.size).toBe(ALLOWED);
    expect([...killed.counted].filter((call) => !again.counted.has(call))).toEqual([]);
    expect(await stores.usage.used(COUNTER)).toBe(ALLOWED);
    stores.close();
    const database = new Database(file);
    expect(database.prepare('SELECT count(*), sum(amount) FROM usage_keys').raw().get()).toEqual([
      ALLOWED,
      ALLOWED,
    ]);
    database.close();
  }, 300_000);
});
