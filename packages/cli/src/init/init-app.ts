/** A new app in an empty folder. Everything is made up and checked before the first file is written; a folder with files is left alone. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { loadAppConfig } from '@hs-x/sdk/config';
import { findAppFolder } from '../app-folder/app-folder.js';
import { writeAtomically } from '../app-folder/write-atomically.js';
import { writeTypes } from '../app-folder/write-types.js';
import { CliError } from '../cli-error.js';
import { packageNameOf, type AppAnswers } from './app-answers.js';
import { billingToml } from './billing-toml.js';
import { templateFiles, type TemplateFile } from './template-files.js';

const OWNER_ONLY = 0o600;
/** What a folder may hold and still counts as empty. */
const IGNORED: ReadonlySet<string> = new Set(['.git', '.DS_Store']);

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

/** What was made. */
export interface InitialisedApp {
  /** Absolute. */
  readonly folder: string;
  /** Paths from the folder, sorted. */
  readonly files: readonly string[];
}

/** Throws FOLDER_NOT_EMPTY unless the folder is missing or empty. */
export function refuseFullFolder(folder: string): void {
  const path = resolve(folder);
  if (!existsSync(path)) return;
  const isFolder = statSync(path).isDirectory();
  const found = isFolder ? readdirSync(path).filter((name) => !IGNORED.has(name)) : [];
  if (isFolder && found.length === 0) return;
  const shown = found.slice(0, 3).join(', ') + (found.length > 3 ? `, and ${found.length - 3} more` : '');
  throw new CliError({
    code: 'FOLDER_NOT_EMPTY',
    message: `${path} is ${isFolder ? `not empty: it holds ${shown}` : 'a file'}. Nothing was written.`,
    hint: 'Name a folder that is empty or does not exist yet: hs-x init my-app',
  });
}

/** Writes the app. Throws FOLDER_NOT_EMPTY, or CONFIG_INVALID when an answer makes no valid hs-x.toml; nothing is written then. */
export function initApp(folder: string, answers: AppAnswers): InitialisedApp {
  refuseFullFolder(folder);
  const path = resolve(folder);
  const environment = { path: '.env', text: newEnvironment(), mode: OWNER_ONLY };
  const files: readonly NewFile[] = [...filesOf(path, answers), environment];
  const config = loadAppConfig(files.find((file) => file.path === 'hs-x.toml')?.text ?? '');
  for (const file of files) writeAtomically(join(path, file.path), file.text, file.mode);
  writeTypes(findAppFolder(path), config);
  return { folder: path, files: files.map((file) => file.path).toSorted() };
}

type NewFile = TemplateFile & { readonly mode?: number };

function filesOf(path: string, answers: AppAnswers): readonly NewFile[] {
  return templateFiles({
    name: answers.name,
    tomlName: JSON.stringify(answers.name), // TOML and JSON write a text alike
    slug: packageNameOf(path),
    version,
    billing: billingToml(answers),
  });
}

function newEnvironment(): string {
  return [
    '# Secrets of this machine; git ignores the file. hs-x dev needs none of the others: it simulates HubSpot and Stripe.',
    `HSX_SECRET=${randomBytes(32).toString('hex')}`,
    '',
    '# To run the app with the real ones:',
    '# APP_URL=https://app.example.com',
    '# HUBSPOT_CLIENT_ID=',
    '# HUBSPOT_CLIENT_SECRET=',
    '# STRIPE_SECRET=',
    '# STRIPE_WEBHOOK_SECRET=',
    '# And for an app that meters:',
    '# STRIPE_METER_WEBHOOK_SECRET=',
    '',
  ].join('\n');
}
