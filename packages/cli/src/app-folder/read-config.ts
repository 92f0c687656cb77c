import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { loadAppConfig, type AppConfig } from '@hs-x/sdk/config';
import type { AppFolder } from './app-folder.js';

/** Reads and checks the app's `hs-x.toml`. Throws HsxError CONFIG_INVALID with every problem at once. */
export function readConfig(folder: AppFolder): AppConfig {
  const fileName = relative(process.cwd(), folder.configFile);
  return loadAppConfig(readFileSync(folder.configFile, 'utf8'), { fileName });
}
