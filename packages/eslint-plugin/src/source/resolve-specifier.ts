/**
 * From an import to a file, the way the app's own bundler goes: `.js` may mean `.ts`, the ending may be missing, a folder means its
 * index. Packages are not looked into, except those that turn out to be folders of the same repository.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, resolve } from 'node:path';

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** The absolute path of the source file an import leads to, or null. */
export function resolveSpecifier(specifier: string, importer: string): string | null {
  if (!/^\.{0,2}\//.test(specifier) && specifier !== '.' && specifier !== '..') {
    return resolvePackage(specifier, importer);
  }
  const wanted = resolve(dirname(importer), specifier);
  return candidates(wanted).find(isFile) ?? null;
}

function candidates(wanted: string): readonly string[] {
  const ending = extname(wanted);
  const stem = wanted.slice(0, wanted.length - ending.length);
  return [
    ...(SOURCES_OF[ending] ?? []).map((other) => stem + other),
    ...(ENDINGS.includes(ending) ? [wanted] : []),
    ...ENDINGS.map((other) => wanted + other),
    ...ENDINGS.map((other) => resolve(wanted, `index${other}`)),
  ];
}

function resolvePackage(specifier: string, importer: string): string | null {
  try {
    const found = createRequire(importer).resolve(specifier);
    return /[\\/]node_modules[\\/]/.test(found) || !ENDINGS.includes(extname(found)) ? null : found;
  } catch {
    return null; // not installed, a built-in module, or an alias only the compiler knows
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
