/**
 * A process that dies at a vendor's door: between it and the vendor stands a gateway, and each call that counts meets the next fate in line. The
 * process dies when it asks, so that the vendor has heard nothing, or unheard, when the vendor has done it and nobody knows.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';

/** What happens to a call. */
export type Fate = 'dieAsking' | 'dieUnheard' | 'pass';

/** Where the process is started from, and which door it dies at. */
export interface MortalOptions {
  /** A module that starts an app with what it is sent. */
  readonly entry: URL;
  /** Origin of the vendor behind the gateway. */
  readonly vendorOrigin: string;
  /** Whether a fate is meant for the call. */
  readonly counts: (call: IncomingMessage) => boolean;
}

/** A process and the gateway it calls its vendor through. */
export interface MortalProcess {
  /** Where the process finds the vendor. */
  readonly gatewayOrigin: string;
  /** How many calls that count have come. */
  calls(): number;
  /** Starts the process; its calls meet these fates in order, and then pass. */
  start(settings: Readonly<Record<string, unknown>>, fates?: readonly Fate[]): void;
  /** Waits until the process was killed. */
  dies(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the gateway; no process is started yet. */
export async function openMortalProcess({
  entry,
  vendorOrigin,
  counts,
}: MortalOptions): Promise<MortalProcess> {
  let child: ChildProcess | undefined;
  let fates: readonly Fate[] = [];
  let calls = 0;
  const kill = async (): Promise<void> => {
    const dying = child;
    if (dying?.exitCode !== null || dying.signalCode !== null) return;
    const ended = once(dying, 'exit');
    dying.kill('SIGKILL');
    await ended;
  };
  const nextFate = (): Fate => {
    const [fate = 'pass', ...rest] = fates;
    fates = rest;
    calls += 1;
    return fate;
  };
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const fate = counts(request) ? nextFate() : 'pass';
    if (fate === 'dieAsking') return kill();
    const { status, text } = await forward(vendorOrigin, request, new Uint8Array(body));
    if (fate === 'dieUnheard') return kill();
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };
  const gateway = createServer((request, response) => void pass(request, response)).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  return {
    gatewayOrigin: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
    calls: () => calls,
    start(settings, ahead = []) {
      fates = ahead;
      child = fork(entry, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      child.send(settings);
    },
    dies: () => expect.poll(() => child?.signalCode, { timeout: 30_000, interval: 20 }).toBe('SIGKILL'),
    async close() {
      await kill();
      gateway.close();
    },
  };
}

async function forward(
  origin: string,
  { url = '', method = 'GET', headers: given }: IncomingMessage,
  body: Uint8Array<ArrayBuffer>,
): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { ...(given as Record<string, string>) };
  delete headers['content-length'];
  const answer = await fetch(`${origin}${url}`, { method, headers, ...(body.length === 0 ? {} : { body }) });
  return { status: answer.status, text: await answer.text() };
}
