import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'hs-x-store-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The path of a database that does not exist yet; it is removed with its folder when the file's tests are over. */
export function temporaryFile(): string {
  files += 1;
  return join(folder, `${files}.db`);
}
