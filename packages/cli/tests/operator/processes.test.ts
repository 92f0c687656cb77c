/** The command as a process of its own: what pipes, signals and the start-up time do to it. Runs what `dist` holds. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REPOSITORY } from '../fixture-app.js';
import { PAYING, startOperatorWorld, type OperatorWorld } from './operator-world.js';

const COMMAND = join(REPOSITORY, 'packages/cli/bin/hs-x.js');

let world: OperatorWorld;
beforeAll(async () => {
  world = await startOperatorWorld();
});
afterAll(() => world.close());

function shell(script: string): { readonly output: string; readonly exitCodes: string } {
  const place = `--app ${world.app.path} --database ${world.dev.databaseFile}`;
  const text = script.replaceAll('hs-x', `"${process.execPath}" "${COMMAND}"`).replaceAll('PLACE', place);
  const output = execFileSync('bash', ['-c', `${text}; echo "codes: \${PIPESTATUS[*]}"`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [shown = '', exitCodes = ''] = output.split('codes: ');
  return { output: shown.trim(), exitCodes: exitCodes.trim() };
}

test('a reader that goes away ends the command quietly', () => {
  expect(shell('hs-x billing list PLACE 2>&1 | true')).toEqual({ output: '', exitCodes: '0 0' });
  expect(shell('hs-x billing list PLACE 2>&1 | head -1').exitCodes).toBe('0 0');
});

test('in a pipe there are no colours, no prompts and no cut columns', () => {
  const { output } = shell(`COLUMNS=40 FORCE_COLOR= hs-x billing list PLACE | cat`);
  // eslint-disable-next-line no-control-regex -- the escape character is what must not come through
  expect(output).not.toMatch(/\u001b/);
  expect(output).toContain('updated');
});

test('exit codes reach the shell', () => {
  expect(shell(`hs-x billing explain ${PAYING} card.edit PLACE >/dev/null`).exitCodes).toBe('0');
  expect(shell('hs-x billing lst >/dev/null 2>&1').exitCodes).toBe('2');
  expect(shell('hs-x billing show 1 PLACE 2>/dev/null').exitCodes).toBe('1');
});

test('Ctrl-C ends an export at once, with 130, and leaves no half of a file', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const place = ['--app', world.app.path, '--url', `http://127.0.0.1:${port}`];
  const out = join(world.app.path, 'unfinished.csv');
  const child = spawn(process.execPath, [COMMAND, 'billing', 'export', ...place, '--out', out], {
    stdio: 'ignore',
    env: { ...process.env, HSX_ADMIN_SECRET: 'x'.repeat(40) },
  });
  await once(silent, 'request');
  child.kill('SIGINT');
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  silent.closeAllConnections();
  silent.close();
  expect(exitCode).toBe(130);
  expect(readdirSync(world.app.path).filter((name) => name.startsWith('unfinished'))).toEqual([]);
});
