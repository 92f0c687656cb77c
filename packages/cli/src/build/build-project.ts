/** An app's HubSpot project on disk: written, or compared with what is there. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { readWorker } from '../app-folder/read-worker.js';
import { writeAtomically } from '../app-folder/write-atomically.js';
import { CliError } from '../cli-error.js';
import { bundleCard } from './bundle-card.js';
import { cardBundles } from './card-components.js';
import { checkProject } from './check-project.js';
import { hubspotProject } from './hubspot-project.js';
import { projectSlug } from './project-slug.js';
import type { ProjectFile, ProjectSource } from './project-source.js';

/** What to build. */
export interface BuildWish {
  readonly folder: string;
  /** Default: `.hs-x/hubspot` in the app's folder. */
  readonly out?: string | undefined;
  /** Default: the environment's `APP_URL`. */
  readonly appUrl?: string | undefined;
  /** `check`: writes nothing, only compares. */
  readonly until: 'written' | 'check';
}

/** What became of each file. */
export interface BuiltProject {
  /** Absolute. */
  readonly folder: string;
  readonly files: readonly {
    readonly path: string;
    readonly state: 'same' | 'new' | 'changed' | 'removed';
  }[];
}

/** Builds the project. Throws PROJECT_INVALID with every problem, BUNDLE_FAILED, APP_FOLDER_INVALID, and CONFIG_INVALID. */
export async function buildProject(wish: BuildWish): Promise<BuiltProject> {
  const app = findAppFolder(wish.folder);
  const folder = resolve(wish.out ?? join(app.stateFolder, 'hubspot'));
  const source = await readSource(app, wish.appUrl);
  const problems = checkProject(source);
  if (problems.length > 0) throw invalid(problems);
  const bundles = await Promise.all(
    cardBundles(source).map(async ({ file, path }) => ({
      path,
      text: await bundleCard({ appFolder: app.path, file, appUrl: source.appUrl }),
    })),
  );
  return compareAndWrite(folder, [...hubspotProject(source), ...bundles], wish.until);
}

async function readSource(app: AppFolder, wishedUrl: string | undefined): Promise<ProjectSource> {
  const appUrl = wishedUrl ?? ownEnvironment(app).APP_URL ?? '';
  if (!URL.canParse(appUrl)) {
    throw new CliError({
      code: 'PROJECT_INVALID',
      message: `HubSpot must be told where the app is: APP_URL is ${appUrl === '' ? 'not set' : JSON.stringify(appUrl)}.`,
      hint: 'Give the public address: hs-x build --url https://app.example.com, or set APP_URL.',
    });
  }
  const config = readConfig(app);
  const definition = await readWorker(app);
  return { slug: projectSlug(app.path), config, definition, appUrl: new URL(appUrl).origin };
}

function compareAndWrite(
  folder: string,
  files: readonly ProjectFile[],
  until: BuildWish['until'],
): BuiltProject {
  const wanted = new Set(files.map(({ path }) => path));
  const stale = generatedFiles(folder).filter((path) => !wanted.has(path));
  const compared = files.map(({ path, text }) => ({ path, state: stateOf(join(folder, path), text) }));
  if (until === 'written') {
    for (const { path, text } of files) writeAtomically(join(folder, path), text);
    for (const path of stale) rmSync(join(folder, path));
  }
  const removed = stale.map((path) => ({ path, state: 'removed' as const }));
  return {
    folder,
    files: [...compared, ...removed].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function stateOf(file: string, text: string): 'same' | 'new' | 'changed' {
  if (!existsSync(file)) return 'new';
  return readFileSync(file, 'utf8') === text ? 'same' : 'changed';
}

/** Only what a build can have made is ever removed: descriptions of components and bundles of cards. */
function generatedFiles(folder: string): readonly string[] {
  const source = join(folder, 'src', 'app');
  if (!existsSync(source)) return [];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?:-hsmeta\.json|\.jsx)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function invalid(problems: readonly string[]): CliError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return new CliError({
    code: 'PROJECT_INVALID',
    message: `The HubSpot project has ${count}; nothing was written.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    hint: 'Correct the worker or hs-x.toml and build again.',
  });
}
