import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { AppFolder } from './app-folder.js';

/** Environment names and values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the author gives the app: the process's environment, and over it the folder's `.env`. */
export function ownEnvironment(folder: AppFolder, ambient: Environment = process.env): Environment {
  if (!existsSync(folder.environmentFile)) return ambient;
  return { ...ambient, ...parseEnv(readFileSync(folder.environmentFile, 'utf8')) };
}
