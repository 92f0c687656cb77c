import { bundleForWorkers } from '../../tests/support/bundle-for-workers.ts';
import { startWorkerd } from '../../tests/support/workerd.ts';

/** Runs the measurement of this name inside workerd, on a D1 database of its own, and answers its figures. */
export async function measureInWorkerd(name) {
  const bundle = await bundleForWorkers(new URL('./measuring-worker.mjs', import.meta.url));
  const workerd = await startWorkerd({ bundle });
  try {
    const answer = await globalThis.fetch(`${workerd.origin}/${name}`);
    if (!answer.ok) throw new Error(`${name} in workerd failed: ${await answer.text()}`);
    return await answer.json();
  } finally {
    await workerd.stop();
  }
}
