import { existsSync, readFileSync } from 'node:fs';
import { generateAppTypes, type AppConfig } from '@hs-x/sdk/config';
import type { AppFolder } from './app-folder.js';
import { writeAtomically } from './write-atomically.js';

/** Writes `.hs-x/types.d.ts`; an unchanged file is left alone, so that nothing that watches it wakes. */
export function writeTypes(folder: AppFolder, config: AppConfig): 'written' | 'unchanged' {
  const text = generateAppTypes(config);
  if (existsSync(folder.typesFile) && readFileSync(folder.typesFile, 'utf8') === text) return 'unchanged';
  writeAtomically(folder.typesFile, text);
  return 'written';
}
