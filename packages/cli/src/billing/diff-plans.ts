/** What the changed `hs-x.toml` would do to the portals of an app; nothing is written. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { AdminAnswer } from '@hs-x/sdk/admin';
import { losesSomething } from '@hs-x/sdk/billing';
import { loadAppConfig, type AppConfig } from '@hs-x/sdk/config';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import { CliError } from '../cli-error.js';
import { withAdminPort, type AdminPlace } from './open-admin-port.js';

type PortalDifference = AdminAnswer<'diffPlans'>['entries'][number];

/** Which app, and which two files. */
export interface PlanDiffPlace extends AdminPlace {
  /** The file as it is deployed. Default: beside a deployed app its own, otherwise the version of the last git commit. */
  readonly from?: string | undefined;
  /** The changed file. Default: the `hs-x.toml` of the folder. */
  readonly to?: string | undefined;
}

/** The portals for which something changes, in order of portal id. */
export interface PlanDiff {
  /** How the two files are called in messages. */
  readonly from: string;
  readonly to: string;
  readonly portals: readonly (PortalDifference & { readonly isWorse: boolean })[];
}

/** Compares. Throws CliError, and HsxError such as CONFIG_INVALID or STORE_UNAVAILABLE. */
export async function diffPlans(place: PlanDiffPlace): Promise<PlanDiff> {
  const folder = findAppFolder(place.folder);
  const isDeployed = place.url !== undefined && place.from === undefined;
  const before = isDeployed ? null : fileBefore(folder, place.from);
  const after = readFile(place.to ?? folder.configFile);
  return withAdminPort(place, async ({ port }) => {
    const wish = { from: before && billingOf(before), to: billingOf(after) };
    const portals: PlanDiff['portals'][number][] = [];
    for (let next: string | null | undefined; next !== null;) {
      const page = await port.call('diffPlans', { ...wish, ...(next === undefined ? {} : { after: next }) });
      portals.push(...page.entries.map((each) => ({ ...each, isWorse: losesSomething(each) })));
      next = page.next;
    }
    return { from: before?.name ?? 'the deployed hs-x.toml', to: after.name, portals };
  });
}

interface TextFile {
  readonly name: string;
  readonly text: string;
}

function readFile(file: string): TextFile {
  if (existsSync(file)) return { name: basename(file), text: readFileSync(file, 'utf8') };
  throw new CliError({
    code: 'USAGE',
    message: `There is no file ${file}.`,
    hint: 'Name an hs-x.toml, such as: hs-x billing plans diff --from deployed.toml',
  });
}

/** What is deployed is nowhere on this machine; the last commit is the best guess, and a file that is named the better one. */
function fileBefore(folder: AppFolder, wished: string | undefined): TextFile {
  if (wished !== undefined) return readFile(wished);
  try {
    const text = execFileSync('git', ['show', 'HEAD:./hs-x.toml'], {
      cwd: folder.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return { name: 'hs-x.toml of the last commit', text };
  } catch (cause) {
    throw new CliError({
      code: 'USAGE',
      message: `git has no committed hs-x.toml in ${folder.path}, so there is nothing to compare with.`,
      hint: 'Name the deployed file: hs-x billing plans diff --from <file>.',
      cause,
    });
  }
}

function billingOf({ name, text }: TextFile): AppConfig['billing'] {
  return loadAppConfig(text, { fileName: name }).billing;
}
