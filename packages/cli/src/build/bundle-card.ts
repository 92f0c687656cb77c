/**
 * A card as one file. HubSpot allows no import from outside the card's folder, and a card's own modules and `@hs-x/ui` must come along; React
 * and HubSpot's package are installed there from the generated `package.json`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, formatMessages, type BuildFailure } from 'esbuild';
import { CliError } from '../cli-error.js';

/** Which card, of which app. */
export interface CardToBundle {
  readonly appFolder: string;
  /** From the app's folder. */
  readonly file: string;
  /** Stands in the card's code as `HSX_APP_URL`. */
  readonly appUrl: string;
}

/** The bundle's text. Throws BUNDLE_FAILED when the file is missing or does not compile. */
export async function bundleCard({ appFolder, file, appUrl }: CardToBundle): Promise<string> {
  if (!existsSync(join(appFolder, file))) {
    throw new CliError({
      code: 'BUNDLE_FAILED',
      message: `There is no card file ${file} in ${appFolder}.`,
      hint: 'Write it, or correct its path in hs-x.toml.',
    });
  }
  const result = await build({
    absWorkingDir: appFolder,
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    jsx: 'automatic',
    target: 'es2022',
    external: ['react', 'react/*', '@hubspot/ui-extensions', '@hubspot/ui-extensions/*'],
    define: { HSX_APP_URL: JSON.stringify(appUrl) },
    logLevel: 'silent',
  }).catch(async (failure: unknown) => {
    const texts = await formatMessages((failure as BuildFailure).errors, { kind: 'error', color: false });
    throw new CliError({
      code: 'BUNDLE_FAILED',
      message: `The card ${file} does not compile:\n${texts.join('').trimEnd()}`,
      hint: 'Correct it and build again.',
    });
  });
  return result.outputFiles[0]?.text ?? '';
}
