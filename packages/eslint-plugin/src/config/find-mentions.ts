/**
 * Which texts the sources of an app hold in quotes. That is all "is this feature used anywhere?" needs: a name may reach its check
 * through a constant, a table or a wrapper, and whoever mentions it at all has not forgotten it.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = /\.[cm]?[jt]sx?$/;
const NOT_THE_APP = /\.d\.[cm]?ts$|\.(test|spec)\.[cm]?[jt]sx?$/;
const OTHER_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  'build',
  'coverage',
  'test',
  'tests',
  '__tests__',
]);
/** An app with more files than this is not read through on every run; unit: files. */
const MOST_FILES = 5_000;

const read = new Map<string, { readonly mtimeMs: number; readonly texts: ReadonlySet<string> }>();

/** Which of the names the sources under a folder mention; null when there are too many files to say. */
export function findMentions(folder: string, names: readonly string[]): ReadonlySet<string> | null {
  const files = sourceFiles(folder);
  if (files === null) return null;
  const mentioned = new Set<string>();
  for (const path of files) {
    const texts = quotedTexts(path);
    for (const name of names) if (texts.has(name)) mentioned.add(name);
  }
  return mentioned;
}

function sourceFiles(root: string): readonly string[] | null {
  const files: string[] = [];
  const visit = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    // A folder with an hs-x.toml of its own is another app.
    if (folder !== root && entries.some(({ name }) => name === 'hs-x.toml')) return;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (files.length > MOST_FILES) return;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !OTHER_FOLDERS.has(entry.name)) visit(path);
      } else if (SOURCE.test(entry.name) && !NOT_THE_APP.test(entry.name)) files.push(path);
    }
  };
  visit(root);
  return files.length > MOST_FILES ? null : files;
}

function quotedTexts(path: string): ReadonlySet<string> {
  const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (mtimeMs === undefined) return new Set();
  const known = read.get(path);
  if (known?.mtimeMs === mtimeMs) return known.texts;
  const code = readFileSync(path, 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const texts = new Set(Array.from(code.matchAll(/(?<=(['"`]))[^'"`\s]{1,100}(?=\1)/g), ([text]) => text));
  read.set(path, { mtimeMs, texts });
  return texts;
}
