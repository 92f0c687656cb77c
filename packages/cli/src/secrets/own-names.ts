import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppFolder } from '../app-folder/app-folder.js';

const SOURCE = /\.[cm]?[jt]sx?$/;
const LEFT_OUT = new Set(['node_modules', 'dist', 'tests', 'deploy']);
/** `env('NAME')` with the name written out, which is how it is nearly always written. */
const ENV_CALL = /\benv\(\s*['"`]([A-Z][A-Z0-9_]*)['"`]\s*\)/g;
const DEEPEST = 5;

/** The names the author's own code asks `env()` for, sorted. */
export function ownNames({ path }: AppFolder): readonly string[] {
  const names = new Set<string>();
  for (const file of sourcesIn(path, DEEPEST)) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(ENV_CALL)) names.add(name);
  }
  return [...names].toSorted();
}

function sourcesIn(folder: string, depth: number): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 1 ? sourcesIn(path, depth - 1) : [];
    return SOURCE.test(entry.name) ? [path] : [];
  });
}
