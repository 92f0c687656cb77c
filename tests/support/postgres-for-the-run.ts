/**
 * One PostgreSQL server for a whole run of the tests, started when the first test asks for it, since most runs need none. It belongs to the process that
 * outlives all test files; these ask at an address. `HSX_TEST_POSTGRES` names a server that is there already.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startPostgresServer, type PostgresServer } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers the address of the run's server. */
    readonly postgresDesk: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<PostgresServer> | undefined;
  const given = process.env.HSX_TEST_POSTGRES;
  const desk = createServer((_request, response) => {
    const url = given ?? (started ??= startPostgresServer()).then((server) => server.url);
    Promise.resolve(url).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('postgresDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    await (await started)?.stop();
  };
}
