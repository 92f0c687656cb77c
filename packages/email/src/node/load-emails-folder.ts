/** An app's `emails/` folder: a file named like a built-in mail replaces it, any other name is a mail of the app's own. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmailError } from '../email-error.js';
import type { MailFiles, Overrides } from '../template/override.js';
import type { AnyTemplate } from '../template/template.js';

const FILE = /^([a-z][a-z0-9-]{0,63})\.(html|txt|js|mjs|ts)$/;

/**
 * Reads the folder into overrides for `createMailer`. A mail is either `<name>.txt` and `<name>.html`, or a module `<name>.js`,
 * `.mjs` or `.ts` (`.ts` where Node runs TypeScript) that exports `template`. A folder that does not exist overrides nothing.
 * Throws TEMPLATE_INVALID that names the file.
 */
export async function loadEmailsFolder(folder: string): Promise<Overrides> {
  const found = await templateFiles(folder);
  const names = [...new Set(found.map(({ name }) => name))];
  const loaded = names.map(async (name) => {
    const extensions = found.filter((file) => file.name === name).map(({ extension }) => extension);
    return [name, await loadOne({ folder, name, extensions: extensions.sort() })] as const;
  });
  return Object.fromEntries(await Promise.all(loaded));
}

interface TemplateFile {
  readonly name: string;
  readonly extension: string;
}

async function templateFiles(folder: string): Promise<readonly TemplateFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(md|d\.ts)$/.test(entry.name))
    .map(({ name: file }) => {
      const [, name, extension] = FILE.exec(file) ?? [];
      if (name === undefined || extension === undefined) {
        throw invalid(
          file,
          'its name is none of a mail',
          'lower-case words joined by "-", then .txt, .html, .js, .mjs or .ts',
        );
      }
      return { name, extension };
    });
}

interface LoadedName {
  readonly folder: string;
  readonly name: string;
  readonly extensions: readonly string[];
}

async function loadOne({ folder, name, extensions }: LoadedName): Promise<AnyTemplate | MailFiles> {
  const [first = '', second] = extensions;
  if (first === 'html' && second === 'txt' && extensions.length === 2) return loadFiles(folder, name);
  if (second !== undefined) {
    throw invalid(
      name,
      `it exists as ${extensions.map((extension) => `.${extension}`).join(' and ')}`,
      'either .txt and .html, or one module',
    );
  }
  if (first === 'html' || first === 'txt') {
    const missing = first === 'html' ? 'txt' : 'html';
    throw invalid(`${name}.${first}`, `${name}.${missing} is missing beside it`, 'the pair of both');
  }
  return loadModule(folder, `${name}.${first}`);
}

async function loadFiles(folder: string, name: string): Promise<MailFiles> {
  const [text, html] = await Promise.all([
    readFile(join(folder, `${name}.txt`), 'utf8'),
    readFile(join(folder, `${name}.html`), 'utf8'),
  ]);
  return { text, html };
}

async function loadModule(folder: string, file: string): Promise<AnyTemplate> {
  const exported = (await import(pathToFileURL(join(folder, file)).href)) as { readonly template?: unknown };
  if (isTemplate(exported.template)) return exported.template;
  throw invalid(
    file,
    'it exports no template',
    'export const template = defineTemplate({ subject, preview, body })',
  );
}

function isTemplate(value: unknown): value is AnyTemplate {
  if (typeof value !== 'object' || value === null) return false;
  const { subject, preview, body } = value as Readonly<Record<string, unknown>>;
  return [subject, preview, body].every((part) => typeof part === 'function');
}

function invalid(file: string, seen: string, allowed: string): EmailError {
  return new EmailError({
    code: 'TEMPLATE_INVALID',
    message: `emails/${file} cannot be used: ${seen}. Allowed: ${allowed}.`,
    hint: 'No mail was sent.',
    details: { file },
  });
}
