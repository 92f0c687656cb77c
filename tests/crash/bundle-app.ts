/** The app's process as one file: loading it takes a tenth of a second, a quarter of what its hundred packages take one by one. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Inside the repository, so that the native driver is found from there. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/hs-x-storm/', import.meta.url));
/** The bundle is an ES module; some packages in it ask for `require`. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/** The bundled process. */
export interface BundledApp {
  readonly file: string;
  remove(): Promise<void>;
}

/** Bundles `storm-app.ts` with the built packages as they are now. */
export async function bundleApp(): Promise<BundledApp> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(CACHE);
  const file = join(folder, 'storm-app.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('storm-app.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['better-sqlite3', 'pg'],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
