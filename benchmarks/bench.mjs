/**
 * Runs the benchmarks, or those that are named: `npm run bench -- gate tick`. Each runs in a process of its own. Results go to `results/`, as JSON
 * with what they were measured on, and into the table of README.md.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { writeTable } from './support/write-table.mjs';

const BENCHMARKS = {
  gate: './gate.mjs',
  'http-check': './http-check.mjs',
  webhooks: './webhooks.mjs',
  consume: './consume.mjs',
  tick: './tick.mjs',
  reconcile: './reconcile.mjs',
  workers: './workers.mjs',
  'start-up': './start-up.mjs',
  peers: './peers.mjs',
};

const [task, ...names] = process.argv.slice(2);
if (process.send) {
  const [measure] = Object.values(await import(BENCHMARKS[task]));
  process.send(await measure());
  process.disconnect();
} else {
  await main([task, ...names].filter(Boolean));
}

async function main(wanted) {
  const unknown = wanted.filter((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown.length > 0) {
    console.error(
      `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}.`,
    );
    process.exitCode = 2;
    return;
  }
  for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHMARKS)) {
    const figures = await measureApart(name);
    if (!figures) continue;
    console.log(`\n${name}`);
    for (const figure of figures) console.log(`  ${JSON.stringify(figure)}`);
    await keep(name, figures);
  }
  await writeTable(Object.keys(BENCHMARKS));
}

async function measureApart(name) {
  const child = fork(fileURLToPath(import.meta.url), [name]);
  const answered = once(child, 'message').then(([figures]) => ({ figures }));
  const ended = once(child, 'exit').then(([code, signal]) => ({ how: signal ?? `exit code ${code}` }));
  const first = await Promise.race([answered, ended]);
  const { how } = await ended; // the next one has the machine to itself
  if (first.figures) return first.figures;
  console.error(`${name} ended with ${how} before it had figures; its former result stands.`);
  process.exitCode = 1;
  return null;
}

async function keep(name, figures) {
  const folder = new URL('results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const [processor] = cpus();
  const on = {
    at: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    processor: processor?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify({ name, on, figures }, null, 2)}\n`);
}
