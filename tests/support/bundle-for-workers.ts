import type { BuildResult } from 'esbuild';

/** The conditions wrangler 4.156.2 resolves packages with, in its order. */
const CONDITIONS = ['workerd', 'worker', 'browser'];

/** A worker as one module. */
export interface WorkerBundle {
  readonly text: string;
  /** Every module the bundle leaves to the runtime, such as `cloudflare:workers`. */
  readonly leftToRuntime: readonly string[];
}

/** Bundles an entry as a deploy would: nothing of Node's is known to it, so that an import of one is an error. */
export async function bundleForWorkers(
  entry: URL | { readonly text: string; readonly folder: URL },
  options: { readonly minify?: boolean } = {},
): Promise<WorkerBundle> {
  const { minify = false } = options;
  const { build } = await import('esbuild'); // most tests of a world bundle nothing
  const result = await build({
    ...(entry instanceof URL
      ? { entryPoints: [entry.pathname] }
      : { stdin: { contents: entry.text, resolveDir: entry.folder.pathname } }),
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: CONDITIONS,
    external: ['cloudflare:*'],
    minify,
    metafile: true,
    logLevel: 'silent',
  });
  return { text: result.outputFiles[0]?.text ?? '', leftToRuntime: leftToRuntime(result) };
}

function leftToRuntime({ metafile }: BuildResult<{ metafile: true }>): readonly string[] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))];
}
