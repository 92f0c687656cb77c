/** The `hs-x.toml` an app's file belongs to: the nearest one above it, read again when it changes. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAppConfig, type ParsedAppConfig } from '@hs-x/sdk/config';

/** A configuration file and what could be read of it. */
export interface AppConfigFile {
  /** Absolute path. */
  readonly path: string;
  readonly parsed: ParsedAppConfig;
}

const read = new Map<string, { readonly mtimeMs: number; readonly file: AppConfigFile }>();

/** The configuration a source file belongs to; null when there is no `hs-x.toml` above it. */
export function findAppConfig(sourcePath: string): AppConfigFile | null {
  for (let folder = dirname(sourcePath); ; folder = dirname(folder)) {
    const path = join(folder, 'hs-x.toml');
    const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (mtimeMs !== undefined) return readOnce(path, mtimeMs);
    if (folder === dirname(folder)) return null;
  }
}

function readOnce(path: string, mtimeMs: number): AppConfigFile {
  const known = read.get(path);
  if (known?.mtimeMs === mtimeMs) return known.file;
  const file = { path, parsed: parseAppConfig(readFileSync(path, 'utf8')) };
  read.set(path, { mtimeMs, file });
  return file;
}
