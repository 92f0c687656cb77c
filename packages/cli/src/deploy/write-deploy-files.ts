/** Files of a deployment on disk. What an author may have changed is never overwritten unasked: the difference is shown, and nothing is written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../app-folder/write-atomically.js';
import { CliError } from '../cli-error.js';
import { lineDiff } from '../terminal/line-diff.js';
import type { DeployFile } from './deploy-target.js';

/** A file and what is on disk in its place. */
export interface ComparedFile {
  readonly path: string;
  readonly state: 'new' | 'same' | 'changed';
  /** What writing would change, as `lineDiff` tells it; empty unless changed. */
  readonly difference: readonly string[];
  /** Whether writing it would undo an author's work. */
  readonly isKept: boolean;
}

/** Compares the files with those of the folder. */
export function compareDeployFiles(folder: string, files: readonly DeployFile[]): readonly ComparedFile[] {
  return files.map(({ path, text, isAuthors = false, formerText }) => {
    const file = join(folder, path);
    if (!existsSync(file)) return { path, state: 'new', difference: [], isKept: false };
    const present = readFileSync(file, 'utf8');
    if (present === text) return { path, state: 'same', difference: [], isKept: false };
    const isKept = isAuthors && present !== formerText;
    return { path, state: 'changed', difference: lineDiff(present, text), isKept };
  });
}

/** Writes the files. Throws FILE_EXISTS with every difference when an author's file would change and `isForced` is false; nothing is written then. */
export function writeDeployFiles(
  folder: string,
  files: readonly DeployFile[],
  { isForced }: { readonly isForced: boolean },
): readonly ComparedFile[] {
  const compared = compareDeployFiles(folder, files);
  const kept = compared.filter(({ isKept }) => isKept);
  if (kept.length > 0 && !isForced) throw wouldOverwrite(kept);
  for (const { path, text } of files) writeAtomically(join(folder, path), text);
  return compared;
}

function wouldOverwrite(kept: readonly ComparedFile[]): CliError {
  const differences = kept.flatMap(({ path, difference }) => [`${path}:`, ...difference, '']);
  return new CliError({
    code: 'FILE_EXISTS',
    message: [
      `${kept.length === 1 ? 'A file differs' : `${kept.length} files differ`} from what would be written; nothing was written.`,
      ...differences,
    ]
      .join('\n')
      .trimEnd(),
    hint: '"-" is in the file now, "+" would take its place. Keep your changes and do nothing, or take all of the new ones with --force.',
  });
}
