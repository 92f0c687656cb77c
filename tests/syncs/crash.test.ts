/** A process that is killed at HubSpot's door, again and again, and what its sync makes of it in the end. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { environmentOf } from '../attacks/lone-app.js';
import { listSource, startSyncWorld, toml, type SyncWorld } from './sync-world.js';

const RECORDS = 1_250;
const ENTRY = fileURLToPath(new URL('./crash-entry.mjs', import.meta.url));

let world: SyncWorld;
let gateway: Server;
let child: ChildProcess | undefined;
/** What happens to the next writes, in order; then they go through. */
let fates: Fate[];
let writes: number;

/** The process dies when it asks, or when HubSpot has written and nobody has heard. */
type Fate = 'pass' | 'dieAsking' | 'dieUnheard';

beforeEach(async () => {
  world = await startSyncWorld(listSource([]));
  await world.install();
  await world.settle();
  [fates, writes] = [[], 0];
  gateway = createServer((request, response) => void forward(request, response)).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
});

afterEach(async () => {
  await kill();
  gateway.close();
  await world.close();
});

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const isWrite = request.url?.includes('/batch/upsert') === true;
  const fate = isWrite ? (fates.shift() ?? 'pass') : 'pass';
  if (isWrite) writes += 1;
  if (fate === 'dieAsking') return kill();
  const headers = { ...(request.headers as Record<string, string>) };
  delete headers['content-length'];
  const answer = await fetch(`${world.simulators.hubspot.origin}${request.url ?? ''}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
  const text = await answer.text();
  if (fate === 'dieUnheard') return kill();
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
}

function start(): void {
  const { port } = gateway.address() as { port: number };
  child = fork(ENTRY, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({
    records: RECORDS,
    toml: toml(),
    database: world.databaseFile,
    hubspotOrigin: `http://127.0.0.1:${port}`,
    stripeOrigin: world.simulators.stripe.origin,
    nowMs: world.simulators.clock.now(),
    environment: environmentOf(world),
  });
}

async function kill(): Promise<void> {
  const dying = child;
  if (dying?.exitCode !== null || dying.signalCode !== null) return;
  const ended = once(dying, 'exit');
  dying.kill('SIGKILL');
  await ended;
}

const isDead = () => child?.signalCode === 'SIGKILL';

it('moves 1,250 records once each and counts exactly them, however often the process dies at HubSpot’s door', async () => {
  await world.app.stop();
  await world.simulators.clock.advanceBy(86_400_000);
  const lives: readonly Fate[][] = [
    ['dieAsking'],
    ['dieUnheard'],
    ['dieUnheard'],
    ['pass', 'pass', 'dieAsking'],
    ['pass', 'dieUnheard'],
    ['pass', 'pass', 'pass', 'dieUnheard'],
    ['dieAsking'],
  ];
  for (const life of lives) {
    fates = [...life];
    start();
    await expect.poll(isDead, { timeout: 30_000, interval: 20 }).toBe(true);
  }
  start();
  await expect.poll(() => world.row().lastRun?.endedAt ?? null, { timeout: 20_000 }).not.toBeNull();
  await expect.poll(() => world.contacts().length, { timeout: 20_000 }).toBe(RECORDS);
  await expect.poll(() => world.row().lastRun?.pulled, { timeout: 20_000 }).toBe(RECORDS);
  expect(new Set(world.contacts()).size).toBe(RECORDS);
  expect(world.used()).toBe(RECORDS);
  expect(world.row().lastRun).toMatchObject({ pulled: RECORDS, written: RECORDS, failed: 0 });
  expect(writes).toBe(13 + lives.length); // each death repeats one page
});
