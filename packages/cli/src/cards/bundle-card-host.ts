import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

let bundled: Promise<string> | undefined;

/** The script of the page cards are drawn in: React and HubSpot's components as DOM. Bundled once a process, in a fifth of a second. */
export function bundleCardHost(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const [source, compiled] = ['./host/main.tsx', './host/main.js'].map((file) =>
    fileURLToPath(new URL(file, import.meta.url)),
  );
  const { outputFiles } = await build({
    entryPoints: [(existsSync(compiled ?? '') ? compiled : source) ?? ''],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"development"' }, // so that React explains a card's mistakes
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
