import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { CliError } from '../../cli-error.js';

/** A file that is there whole or not at all. */
export interface OutputFile {
  readonly write: (text: string) => void;
  /** Puts it where it belongs. */
  readonly finish: () => void;
  /** Removes what was written so far. */
  readonly abandon: () => void;
}

/** Customers' data: for its owner only. */
const OWNER_ONLY = 0o600;

/** Begins a new file, for its owner's eyes only. Throws FILE_EXISTS. */
export function openOutput(file: string): OutputFile {
  if (existsSync(file)) throw fileExists(file);
  const aside = `${file}.${process.pid}.part`;
  const handle = openSync(aside, 'w', OWNER_ONLY);
  return {
    write: (text) => void writeSync(handle, text),
    finish() {
      closeSync(handle);
      renameSync(aside, file);
    },
    abandon() {
      closeSync(handle);
      rmSync(aside, { force: true });
    },
  };
}

function fileExists(file: string): CliError {
  return new CliError({
    code: 'FILE_EXISTS',
    message: `${file} is there already, and nothing was written.`,
    hint: 'Give another name, or move it away.',
  });
}
