/** The worker as one file next to its packages: TypeScript, `.js` that means `.ts`, and imports without an ending all resolve. */
import {
  build,
  context,
  formatMessages,
  type BuildContext,
  type BuildOptions,
  type BuildResult,
} from 'esbuild';
import { findWorkerFile, type AppFolder } from '../app-folder/app-folder.js';
import { CliError } from '../cli-error.js';

/** Bundles once. Throws BUNDLE_FAILED with every problem. */
export async function bundleWorker(folder: AppFolder, bundleFile: string): Promise<void> {
  const result = await build(bundleOptions(folder, bundleFile)).catch(
    (failure: unknown) => failure as BuildResult,
  );
  await refuseErrors(result);
}

/** Keeps bundling while files change; `onBundle` gets null or the BUNDLE_FAILED error, the first time included. */
export async function watchWorker(
  folder: AppFolder,
  watch: { readonly bundleFile: string; readonly onBundle: (problem: CliError | null) => void },
): Promise<BuildContext> {
  const report = {
    name: 'report',
    setup: (hooks: { onEnd(callback: (result: BuildResult) => Promise<void>): void }) =>
      hooks.onEnd(async (result) => {
        watch.onBundle(
          await refuseErrors(result).then(
            () => null,
            (error: unknown) => error as CliError,
          ),
        );
      }),
  };
  const watcher = await context({ ...bundleOptions(folder, watch.bundleFile), plugins: [report] });
  await watcher.watch();
  return watcher;
}

function bundleOptions(folder: AppFolder, bundleFile: string): BuildOptions {
  return {
    absWorkingDir: folder.path,
    entryPoints: [findWorkerFile(folder)],
    outfile: bundleFile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    sourcemap: true,
    logLevel: 'silent',
  };
}

async function refuseErrors({ errors }: Pick<BuildResult, 'errors'>): Promise<void> {
  if (errors.length === 0) return;
  const texts = await formatMessages([...errors], { kind: 'error', color: false });
  throw new CliError({
    code: 'BUNDLE_FAILED',
    message: `The worker does not compile:\n${texts.join('').trimEnd()}`,
    hint: 'Correct it and save.',
  });
}
