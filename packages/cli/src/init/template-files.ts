/**
 * A new app's files. They lie in the package as they are used, in `templates/app`, so that they can be read and tried out there; only names
 * and plans are filled in. npm publishes no `.gitignore`, hence the one without the dot.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the new app, its path from the app's folder with slashes. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

const TEMPLATE = fileURLToPath(new URL('../../templates/app', import.meta.url));

/** Every file of the template, its `{{gaps}}` filled; sorted by path. */
export function templateFiles(filling: Readonly<Record<string, string>>): readonly TemplateFile[] {
  return readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = relative(TEMPLATE, file)
        .replaceAll('\\', '/')
        .replace(/^gitignore$/, '.gitignore');
      return { path, text: fill(readFileSync(file, 'utf8'), filling) };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function fill(text: string, filling: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (gap, name: string) => filling[name] ?? gap);
}
