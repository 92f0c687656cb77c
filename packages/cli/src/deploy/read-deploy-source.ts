import { basename } from 'node:path';
import { findAppFolder, findWorkerFile } from '../app-folder/app-folder.js';
import { ownEnvironment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { CliError } from '../cli-error.js';
import { ownNames } from '../secrets/own-names.js';
import type { DeploySource } from './deploy-target.js';
import { environmentNames } from './environment-names.js';

/** Reads what a deployment is made from. Throws APP_FOLDER_INVALID, CONFIG_INVALID, and USAGE for a `url` that is no https origin. */
export function readDeploySource(path: string, url: string | undefined): DeploySource {
  const folder = findAppFolder(path);
  const config = readConfig(folder);
  findWorkerFile(folder);
  const names = environmentNames(config, ownNames(folder));
  const appUrl = originOf(url ?? ownEnvironment(folder).APP_URL);
  return { folder, config, slug: slugOf(folder.path), appUrl, names };
}

/** Names a systemd unit, an image and a Worker alike: at most 50 lower-case letters, digits and dashes. */
function slugOf(path: string): string {
  const slug = basename(path)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'hs-x-app' : slug;
}

function originOf(text: string | undefined): string | null {
  if (text === undefined || text.trim() === '') return null;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.href === `${url.origin}/`) return url.origin;
  throw new CliError({
    code: 'USAGE',
    message: `The app’s address is ${JSON.stringify(text)}; it must be an https origin without a path.`,
    hint: 'Give --url https://app.example.com, or set APP_URL so.',
  });
}
