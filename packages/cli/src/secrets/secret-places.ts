/** Where an app's names come from on this machine, the same order in which the app reads them: environment, encrypted file over it, `.env` last. */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { AppFolder } from '../app-folder/app-folder.js';
import type { Environment } from '../app-folder/own-environment.js';
import { writeAtomically } from '../app-folder/write-atomically.js';
import { setInEnvText } from './env-text.js';
import { readVault, writeVault } from './secret-vault.js';

/** A place of names: the encrypted file, `.env`, or the process's environment, which no command can change. */
export type SecretPlace = 'vault' | 'env' | 'environment';

/** The text of a name, and where it counts from. */
export interface PlacedSecret {
  readonly name: string;
  readonly text: string;
  readonly place: SecretPlace;
  /** Since when it is there, unix ms; null where nobody noted it. */
  readonly setAt: number | null;
}

/** What the app would read for a name; null: nothing. Throws SECRETS_UNREADABLE. */
export function findSecret(folder: AppFolder, ambient: Environment, name: string): PlacedSecret | null {
  const fromFile = readEnvFile(folder)[name]?.trim() ?? '';
  if (fromFile !== '') return { name, text: fromFile, place: 'env', setAt: null };
  const kept = readVault(folder)[name];
  if (kept !== undefined) return { name, text: kept.text, place: 'vault', setAt: kept.setAt };
  const given = ambient[name]?.trim() ?? '';
  return given === '' ? null : { name, text: given, place: 'environment', setAt: null };
}

/** Every name that the encrypted file or `.env` gives. Throws SECRETS_UNREADABLE. */
export function placedNames(folder: AppFolder): readonly string[] {
  return [...Object.keys(readVault(folder)), ...Object.keys(readEnvFile(folder))];
}

/** Writes a name's text where it is to count from. Throws SECRET_REFUSED, SECRETS_UNREADABLE. */
export function putSecret(
  folder: AppFolder,
  secret: { readonly name: string; readonly text: string; readonly place: 'vault' | 'env' },
  now: number,
): void {
  const { name, text, place } = secret;
  if (place === 'vault') {
    writeVault(folder, { ...readVault(folder), [name]: { text, setAt: now } });
    return;
  }
  const { environmentFile: file } = folder;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeAtomically(file, setInEnvText(before, name, text), 0o600);
}

function readEnvFile({ environmentFile: file }: AppFolder): Environment {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}
