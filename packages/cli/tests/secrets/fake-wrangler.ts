import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Cloudflare's command as an app has it installed, reduced to what it does with secrets: it knows some names and notes what it is given. */
export interface FakeWrangler {
  /** Puts so far: the name, and what came on standard input. */
  readonly puts: () => readonly (readonly [string, string])[];
}

/** Puts it into an app's folder. `isDown`: it takes no secret. */
export function installFakeWrangler(
  folder: string,
  { names, isDown = false }: { readonly names: readonly string[]; readonly isDown?: boolean },
): FakeWrangler {
  const modules = join(folder, 'node_modules');
  const notes = join(folder, 'wrangler-notes.jsonl');
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(join(modules, '.bin'), { recursive: true });
  const program = join(modules, '.bin', 'wrangler');
  writeFileSync(notes, '');
  writeFileSync(
    program,
    `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('node:fs');
const [, verb, name] = process.argv.slice(2);
const input = readFileSync(0, 'utf8');
if (verb === 'list') console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => ({ name, type: 'secret_text' }))));
else if (${String(isDown)}) process.exit(1);
else appendFileSync(${JSON.stringify(notes)}, JSON.stringify([name, input.trimEnd()]) + '\\n');
`,
  );
  chmodSync(program, 0o755);
  const puts = () => readFileSync(notes, 'utf8').split('\n').filter(Boolean);
  return { puts: () => puts().map((line) => JSON.parse(line) as [string, string]) };
}
