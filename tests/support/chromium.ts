/**
 * One way to start a real headless Chromium in tests: the browser that comes with `npm ci`, or the one CHROMIUM_PATH
 * names. The package unpacks to fixed file names in the temporary folder and takes whatever lies there, also a browser
 * of an older version or one that another process is still writing. Here each version has its own folder, which is
 * filled aside and renamed when complete.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** The package's own `args` are left out: `--single-process` dies with the first context, web security must stay on. */
const CHROMIUM_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** A running headless browser; the caller closes it. The first call on a machine unpacks about 190 MB (1–2 s). */
export async function launchChromium(): Promise<Browser> {
  const installed = process.env.CHROMIUM_PATH ?? '';
  const executablePath = installed === '' ? await unpackedChromium() : installed;
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: false,
    args: [...CHROMIUM_ARGS],
    env: browserEnvironment(dirname(executablePath)),
  });
}

/** Machines without fonts of their own get the package's, so that screenshots show letters. */
function browserEnvironment(folder: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const fonts = join(folder, 'fonts');
  const ownFonts =
    existsSync('/etc/fonts/fonts.conf') || !existsSync(fonts) ? {} : { FONTCONFIG_PATH: fonts };
  return { ...ownFonts, ...Object.fromEntries(inherited) };
}

let unpacking: Promise<string> | undefined;

function unpackedChromium(): Promise<string> {
  unpacking ??= unpackOnce();
  return unpacking;
}

async function unpackOnce(): Promise<string> {
  const folder = join(tmpdir(), `hs-x-chromium-${await packageVersion()}`);
  const executablePath = join(folder, 'chromium');
  if (!existsSync(executablePath)) await unpackInto(folder);
  return executablePath;
}

async function unpackInto(folder: string): Promise<void> {
  const aside = await mkdtemp(`${folder}-`);
  const usualTmpdir = process.env.TMPDIR;
  process.env.TMPDIR = aside;
  try {
    await sparticuz.executablePath();
  } finally {
    if (usualTmpdir === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usualTmpdir;
  }
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  });
}

async function packageVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const manifest = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
