/** `hs-x deploy`: the files a deployment needs, checked as far as that goes without an account, and the steps that are a person's. */
import { CliError } from '../cli-error.js';
import type { CommandContext } from '../commands/command-context.js';
import { formatTable } from '../terminal/format-table.js';
import { deployPlan } from './deploy-plan.js';
import type { DeployFile, DeployTarget } from './deploy-target.js';
import { readDeploySource } from './read-deploy-source.js';
import { compareDeployFiles, writeDeployFiles, type ComparedFile } from './write-deploy-files.js';

/** The flags of `hs-x deploy`. */
export interface DeployFlags {
  readonly target: DeployTarget;
  readonly url?: string;
  readonly dryRun?: true;
  readonly force?: true;
  readonly publish?: true;
}

/** Shows the files, or writes and checks them, and with `publish` uploads. Throws CliError and HsxError. */
export async function runDeploy(context: CommandContext, path: string, flags: DeployFlags): Promise<void> {
  const source = readDeploySource(path, flags.url);
  const plan = await deployPlan(source, flags.target);
  if (flags.publish && plan.publish === null) throw notPublished();
  const print = (lines: readonly string[]): void => lines.forEach((line) => context.print(line));
  if (flags.dryRun) {
    print(shownFiles(plan.files, compareDeployFiles(source.folder.path, plan.files)));
    return;
  }
  print(fileLines(writeDeployFiles(source.folder.path, plan.files, { isForced: flags.force === true })));
  print(await plan.check());
  if (flags.publish) {
    await plan.publish?.();
    return;
  }
  print(['', 'Next:', '', ...plan.steps.map((step, at) => `${String(at + 1).padStart(4)}. ${step}`)]);
}

function fileLines(compared: readonly ComparedFile[]): readonly string[] {
  const changed = compared.filter(({ state }) => state !== 'same');
  if (changed.length === 0) return [`Up to date: ${compared.length} files.`];
  return formatTable(
    ['file', ''],
    changed.map(({ path, state }) => [path, state]),
  );
}

/** What is new is shown in full, what would change as the difference. */
function shownFiles(files: readonly DeployFile[], compared: readonly ComparedFile[]): readonly string[] {
  const shown = compared.flatMap(({ path, state, difference }) => {
    const text =
      files
        .find((file) => file.path === path)
        ?.text.trimEnd()
        .split('\n') ?? [];
    const lines = state === 'new' ? text.map((line) => `+ ${line}`) : difference;
    return [`${path} (${state})`, ...lines, ''];
  });
  return [...shown, 'Nothing was written.'];
}

function notPublished(): CliError {
  return new CliError({
    code: 'USAGE',
    message: '--publish uploads to Cloudflare; --target node is for machines this command does not reach.',
    hint: 'Leave --publish out: the files and the steps for the machine are written then.',
  });
}
