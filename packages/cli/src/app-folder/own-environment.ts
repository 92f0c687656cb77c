import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { readVault } from '../secrets/secret-vault.js';
import type { AppFolder } from './app-folder.js';

/** Environment names and values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the author gives the app: the process's environment, over it the folder's encrypted file, over that its `.env`. Throws SECRETS_UNREADABLE. */
export function ownEnvironment(folder: AppFolder, ambient: Environment = process.env): Environment {
  const kept = Object.fromEntries(Object.entries(readVault(folder)).map(([name, { text }]) => [name, text]));
  const own = { ...ambient, ...kept };
  if (!existsSync(folder.environmentFile)) return own;
  const written = Object.entries(parseEnv(readFileSync(folder.environmentFile, 'utf8')));
  const counting = written.filter(([name, value]) => value !== '' || kept[name] === undefined); // an empty line hides nothing
  return { ...own, ...Object.fromEntries(counting) };
}
