/**
 * A card for the browser of `hs-x dev`. React and HubSpot's package are not bundled: the page gives its own, so that components become
 * DOM, all cards share one React, and every card has its own `hubspot`. The bundle is a function that is called with them.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, formatMessages, type BuildFailure, type BuildOptions, type Plugin } from 'esbuild';
import { FORBIDDEN_GLOBALS } from './forbidden-globals.js';

/** Which card, of which app. */
export interface BrowserCard {
  readonly id: string;
  readonly appFolder: string;
  /** From the app's folder. */
  readonly file: string;
  /** The app's origin, which the card may call. */
  readonly appUrl: string;
}

/** The card's script, and the files whose change makes it an old one. */
export interface BundledCard {
  readonly script: string;
  readonly inputs: readonly string[];
}

/** Modules the page provides, and where a card finds them. */
const PROVIDED: Readonly<Record<string, string>> = {
  react: 'react',
  'react/jsx-runtime': 'jsx',
  'react/jsx-dev-runtime': 'jsx',
  '@hubspot/ui-extensions': 'ui',
  '@hubspot/ui-extensions/crm': 'crm',
  '@hubspot/ui-extensions/experimental': 'experimental',
};

/** Bundles the card; what is wrong with it becomes a script that says so in the card's place. */
export async function bundleBrowserCard(card: BrowserCard): Promise<BundledCard> {
  const entry = resolve(card.appFolder, card.file);
  if (!existsSync(entry)) {
    return broken(card, `There is no file ${card.file}. Write it, or correct its path in hs-x.toml.`, [
      entry,
    ]);
  }
  try {
    const { outputFiles, metafile } = await build(options(card));
    const inputs = Object.keys(metafile.inputs).map((file) => join(card.appFolder, file));
    const [code] = outputFiles;
    const files = inputs.filter((file) => existsSync(file));
    return { script: asFunction(card, code?.text ?? ''), inputs: files };
  } catch (failure) {
    const { errors } = failure as BuildFailure;
    const texts = await formatMessages(errors, { kind: 'error', color: false });
    const places = errors.flatMap(({ location }) =>
      location ? [resolve(card.appFolder, location.file)] : [],
    );
    return broken(card, texts.join('').trimEnd(), [entry, ...places]);
  }
}

/** Differs from an earlier answer when one of the files was written since. */
export function revisionOf(inputs: readonly string[]): string {
  return inputs
    .map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    .reduce((sum, mtimeMs) => sum + mtimeMs, inputs.length)
    .toString(36);
}

function options({ appFolder, file, appUrl }: BrowserCard) {
  return {
    absWorkingDir: appFolder,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    sourcemap: 'inline',
    define: { ...definedNames(), HSX_APP_URL: JSON.stringify(appUrl) },
    plugins: [providedModules],
    logLevel: 'silent',
  } satisfies BuildOptions;
}

/** `window.x` in a card's code becomes `HSX_CARD.forbidden.window.x`; names the card declares itself stay its own. */
function definedNames(): Record<string, string> {
  const names = FORBIDDEN_GLOBALS.flatMap((name) =>
    [name, `self.${name}`, `globalThis.${name}`].map((path) => [path, `HSX_CARD.forbidden.${name}`]),
  );
  return {
    ...(Object.fromEntries(names) as Record<string, string>),
    'process.env.NODE_ENV': '"development"',
  };
}

const providedModules: Plugin = {
  name: 'provided-modules',
  setup(hooks) {
    hooks.onResolve({ filter: /^(?:react|react-dom|@hubspot\/ui-extensions)(?:\/|$)/ }, ({ path }) =>
      path in PROVIDED ? { path, namespace: 'provided' } : notProvided(path),
    );
    hooks.onLoad({ filter: /.*/, namespace: 'provided' }, ({ path }) => ({
      contents: `module.exports = HSX_CARD.${PROVIDED[path] ?? 'ui'};`,
    }));
  },
};

function notProvided(path: string) {
  return { errors: [{ text: `hs-x dev cannot show a card that imports "${path}".` }] };
}

function asFunction({ id }: BrowserCard, code: string): string {
  return `HSX_CARD_HOST.load(${JSON.stringify(id)}, (HSX_CARD) => {\n${code}\n});`;
}

function broken({ id }: BrowserCard, problem: string, inputs: readonly string[]): BundledCard {
  return { script: `HSX_CARD_HOST.fail(${JSON.stringify(id)}, ${JSON.stringify(problem)});`, inputs };
}
