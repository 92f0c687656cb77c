import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the work a folder of its own and removes it afterwards. */
export async function withFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'hs-x-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
