/** A process that is killed at the meter's door, again and again, and what the meter shows in the end. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { environmentOf } from '../attacks/lone-app.js';
import { HOUR_MS, startMeteringWorld, TOML, type MeteringWorld } from './metering-world.js';

const ENTRY = fileURLToPath(new URL('./reporter-entry.mjs', import.meta.url));
/** Longer than a claim on an hour's report lasts. */
const CLAIM_OVER_MS = 31 * 60_000;

/** The process dies when it asks, or when the meter has counted and nobody has heard. */
type Fate = 'dieAsking' | 'dieUnheard' | 'pass';

let world: MeteringWorld;
let gateway: Server;
let child: ChildProcess | undefined;
let fates: Fate[] = [];
let reports = 0;

afterEach(async () => {
  await kill();
  gateway.close();
  await world.close();
});

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const isReport = request.method === 'POST' && request.url?.startsWith('/v1/billing/meter_events') === true;
  const fate = isReport ? (fates.shift() ?? 'pass') : 'pass';
  if (isReport) reports += 1;
  if (fate === 'dieAsking') return kill();
  const headers = { ...(request.headers as Record<string, string>) };
  delete headers['content-length'];
  const answer = await fetch(`${world.simulators.stripe.origin}${request.url ?? ''}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
  const text = await answer.text();
  if (fate === 'dieUnheard') return kill();
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
}

function start(nowMs: number): void {
  const { port } = gateway.address() as { port: number };
  child = fork(ENTRY, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({
    toml: TOML,
    database: world.databaseFile,
    hubspotOrigin: world.simulators.hubspot.origin,
    stripeOrigin: `http://127.0.0.1:${port}`,
    nowMs,
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

it('shows what the ledger holds, however often the process dies at the meter’s door', async () => {
  world = await startMeteringWorld();
  gateway = createServer((request, response) => void forward(request, response)).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  await world.use(40, 'one');
  await world.advanceBy(HOUR_MS);
  await world.use(2, 'two');
  await world.app.stop();
  await world.simulators.clock.advanceBy(2 * HOUR_MS);
  const lives: readonly Fate[][] = [['dieAsking'], ['dieUnheard'], ['pass', 'dieUnheard']];
  for (const life of lives) {
    fates = [...life];
    start(world.simulators.clock.now());
    await expect.poll(() => child?.signalCode, { timeout: 30_000, interval: 20 }).toBe('SIGKILL');
    await world.simulators.clock.advanceBy(CLAIM_OVER_MS);
  }
  const before = reports;
  start(world.simulators.clock.now());
  await expect.poll(() => reports, { timeout: 20_000 }).toBeGreaterThan(before);
  await expect.poll(() => world.meterTotal(), { timeout: 20_000 }).toBe(42);
  expect(world.ledgerTotal()).toBe(42);
});
