import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The name of the HubSpot project: the package's name, since HubSpot takes uids as the identity of components and an app's title may
 * change. Without a package: the folder's name.
 */
export function projectSlug(folder: string): string {
  const slug = (packageName(folder) ?? basename(folder))
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 24);
  return slug === '' ? 'app' : slug;
}

function packageName(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const { name } = JSON.parse(readFileSync(file, 'utf8')) as { readonly name?: unknown };
  return typeof name === 'string' && name !== '' ? name : undefined;
}
