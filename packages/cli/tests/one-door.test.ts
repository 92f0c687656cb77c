import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));
const DOOR = 'simulators/load-simulators.ts';

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const textOf = (name: string): string => readFileSync(join(SOURCES, name), 'utf8');

/** Imports that are still there when the types are gone. */
const runtimeImports = (text: string): readonly string[] =>
  text.match(
    /^(?:import(?! type)|export(?! type))[^;]*from '@hs-x\/simulators[^']*'|import\('@hs-x\/simulators/gm,
  ) ?? [];

test('the simulators are loaded behind one door, and only when a command asks', () => {
  const importers = files.filter((name) => runtimeImports(textOf(name)).length > 0);
  expect(importers).toEqual([DOOR]);
  expect(runtimeImports(textOf(DOOR))).toEqual(["import('@hs-x/simulators"]);
});

test('nothing but dev and demo goes through the door', () => {
  const users = files.filter((name) => textOf(name).includes('import { loadSimulators'));
  expect(users).toEqual(['dev/start-world.ts']);
  const starters = files.filter((name) => textOf(name).includes('import { startDev'));
  expect(starters.sort()).toEqual(['demo/run-demo.ts', 'dev/run-dev.ts']);
});

/** Every package that is loaded before a command runs. */
function loadedAtStart(name = 'main.ts', seen = new Set<string>()): ReadonlySet<string> {
  const found = new Set<string>();
  if (seen.has(name)) return found;
  seen.add(name);
  for (const [, from = ''] of textOf(name).matchAll(/^(?:import|export)(?! type)[^;]*? from '([^']+)';$/gm)) {
    if (!from.startsWith('.')) found.add(from);
    else {
      const file = normalize(join(dirname(name), from)).replace(/\.js$/, '.ts');
      for (const each of loadedAtStart(file, seen)) found.add(each);
    }
  }
  return found;
}

test('a command loads what it needs when it runs: the command line itself is commander and Node', () => {
  const packages = [...loadedAtStart()].filter((name) => !name.startsWith('node:'));
  expect(packages).toEqual(['commander']);
});

test('no environment name leads a vendor call anywhere', () => {
  const readers = files.filter((name) => /(?<!')process\.env\b/.test(textOf(name)));
  expect(readers.sort()).toEqual([
    'app-folder/own-environment.ts',
    'billing/admin-actor.ts',
    'billing/open-admin-port.ts',
    'commands/secret-command.ts',
    'deploy/cloudflare/app-wrangler.ts',
    'deploy/node/containerfile.ts',
    'dev/app-process.ts',
    'secrets/secret-vault.ts',
    'start/run-start.ts',
    'terminal/paint.ts',
  ]);
});
