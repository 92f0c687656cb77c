/**
 * `.hs-x/secrets.enc`: an app's secrets on one machine, AES-256-GCM under a key that lies elsewhere, in the home folder, mode 600. What that
 * protects: a copy of the app's folder, in a backup, an archive, a synchronised folder or a commit by mistake, holds nothing. What it does not:
 * whoever can read your home folder, or run programs as you, reads the key, too.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppFolder } from '../app-folder/app-folder.js';
import { writeAtomically } from '../app-folder/write-atomically.js';
import { CliError } from '../cli-error.js';

/** A name's text in the vault, and since when it is there (unix ms). */
export interface VaultEntry {
  readonly text: string;
  readonly setAt: number;
}

/** Everything in a vault, by name. */
export type Vault = Readonly<Record<string, VaultEntry>>;

const VERSION = 'hsx-vault-1';
const OWNER_ONLY = 0o600;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where the vault of an app lies. */
export function vaultFile({ stateFolder }: AppFolder): string {
  return join(stateFolder, 'secrets.enc');
}

/** Opens the vault; empty when there is none. Throws SECRETS_UNREADABLE. */
export function readVault(folder: AppFolder): Vault {
  const file = vaultFile(folder);
  if (!existsSync(file)) return {};
  const keyFile = vaultKeyFile();
  const [version, nonce = '', sealed = ''] = readFileSync(file, 'utf8').trim().split('.');
  if (!existsSync(keyFile)) throw unreadable(file, `its key, ${keyFile}, is not there`);
  try {
    if (version !== VERSION) throw new Error('of another version');
    return JSON.parse(decrypt(readKey(keyFile), nonce, sealed)) as Vault;
  } catch {
    throw unreadable(file, `it was altered, or made with another key than ${keyFile}`);
  }
}

/** Writes the vault; its key is made the first time. Throws SECRETS_UNREADABLE. */
export function writeVault(folder: AppFolder, vault: Vault): void {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', makeKey(vaultKeyFile()), nonce);
  cipher.setAAD(Buffer.from(VERSION));
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify(vault), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const text = [VERSION, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
  writeAtomically(vaultFile(folder), `${text}\n`, OWNER_ONLY);
}

/** `$XDG_CONFIG_HOME/hs-x/vault.key`, by default in `~/.config`. */
function vaultKeyFile(): string {
  const { XDG_CONFIG_HOME: configured = '' } = process.env;
  return join(configured === '' ? join(homedir(), '.config') : configured, 'hs-x', 'vault.key');
}

function makeKey(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
      writeFileSync(file, text, { mode: OWNER_ONLY, flag: 'wx' }); // another command may be making it
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
  }
  return readKey(file);
}

function readKey(file: string): Buffer {
  chmodSync(file, OWNER_ONLY);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw unreadable(file, 'it is no key that hs-x made');
}

function decrypt(key: Buffer, nonce: string, text: string): string {
  const sealed = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
  decipher.setAAD(Buffer.from(VERSION));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return decipher.update(sealed.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

function unreadable(file: string, why: string): CliError {
  return new CliError({
    code: 'SECRETS_UNREADABLE',
    message: `${file} cannot be read: ${why}.`,
    hint: 'Bring the key file back, or delete the file and set the secrets again: hs-x secrets set <name>',
  });
}
