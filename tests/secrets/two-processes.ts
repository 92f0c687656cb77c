/** Two processes of one app on one database, behind one address, as a platform runs them: each is restarted in its turn while the other serves. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.js';

/** What each process is told besides its port. */
export interface AppSettings {
  readonly databaseFile: string;
  readonly stripeOrigin: string;
  readonly hubspotOrigin: string;
  readonly nowMs: number;
  readonly toml: string;
}

interface FromApp {
  readonly trouble?: string;
  readonly listening?: boolean;
  readonly error?: string;
}

type Environment = Readonly<Record<string, string>>;

const ENTRY = fileURLToPath(new URL('./rotated-app-entry.mjs', import.meta.url));
const PROCESSES = 2;

/** The processes and the address in front of them. */
export class TwoProcesses {
  /** Errors the processes logged. */
  readonly troubles: string[] = [];
  readonly #settings: AppSettings;
  readonly #frontPort: number;
  readonly #front: Server;
  readonly #lives = new Map<number, ChildProcess>();
  #turn = 0;

  constructor(settings: AppSettings, frontPort: number) {
    this.#settings = settings;
    this.#frontPort = frontPort;
    this.#front = createServer((incoming, outgoing) => void this.#forward(incoming, outgoing));
  }

  async start(environment: Environment): Promise<void> {
    this.#front.listen(this.#frontPort, 'localhost');
    await once(this.#front, 'listening');
    await Promise.all(Array.from({ length: PROCESSES }, () => this.#begin(environment)));
  }

  /** One after the other: the next one starts with these names, then the old one is asked to end. */
  async roll(environment: Environment): Promise<void> {
    for (const [port, former] of [...this.#lives]) {
      await this.#begin(environment);
      this.#lives.delete(port);
      const ended = once(former, 'exit');
      former.kill('SIGTERM');
      const [exitCode] = (await ended) as [number | null];
      if (exitCode !== 0) throw new Error(`a process ended with ${exitCode ?? 'a signal'}`);
    }
  }

  async stop(): Promise<void> {
    for (const child of this.#lives.values()) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    this.#front.close();
  }

  async #begin(environment: Environment): Promise<void> {
    const port = await freePort();
    const child = fork(ENTRY, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.send({ ...this.#settings, port, environment });
    await new Promise<void>((resolve, reject) => {
      child.on('message', ({ trouble, listening, error }: FromApp) => {
        if (trouble !== undefined) this.troubles.push(trouble);
        if (listening) resolve();
        if (error !== undefined) reject(new Error(error));
      });
    });
    this.#lives.set(port, child);
  }

  /** To a process that takes it: one that has begun to stop takes no new connection, and then the next one is asked. */
  async #forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const ports = [...this.#lives.keys()];
    this.#turn += 1;
    for (let tried = 0; tried < ports.length; tried++) {
      const port = ports[(this.#turn + tried) % ports.length] ?? 0;
      if (await pass({ port, incoming, outgoing, body: Buffer.concat(chunks) })) return;
    }
    outgoing.writeHead(502).end();
  }
}

function pass(wish: {
  port: number;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  body: Buffer;
}): Promise<boolean> {
  const { port, incoming, outgoing, body } = wish;
  const { method, url, headers } = incoming;
  return new Promise((resolve) => {
    const asked = request({ host: 'localhost', port, method, path: url, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once('end', () => resolve(true));
    });
    asked.once('error', () => resolve(false));
    asked.end(body);
  });
}
