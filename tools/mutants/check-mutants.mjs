/**
 * Does the proof notice? Every mutant is put into a copy of the SDK's source and the proof is run on it; the copy as it stands must pass,
 * and each mutant must be caught. Run it with `node tools/mutants/check-mutants.mjs`, or with the beginning of a name to try that one.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutants } from './mutants.mjs';

const root = new URL('../..', import.meta.url).pathname;
const workshop = join(root, 'node_modules/.cache/hs-x-mutants');
const runs = process.env.HSX_PROOF_RUNS ?? '120';

function prepare(mutant) {
  const source = join(workshop, 'src');
  rmSync(source, { recursive: true, force: true });
  mkdirSync(workshop, { recursive: true });
  cpSync(join(root, 'packages/sdk/src'), source, { recursive: true });
  for (const { file, find, replace } of mutant?.edits ?? []) {
    const path = join(source, file);
    const parts = readFileSync(path, 'utf8').split(find);
    if (parts.length !== 2) {
      throw new Error(`"${mutant.name}" no longer fits ${file}: its text occurs ${parts.length - 1} times.`);
    }
    writeFileSync(path, parts.join(replace));
  }
  return source;
}

/** Null: the proof holds. Otherwise the test that failed and its first complaint. */
function prove(source) {
  const report = join(workshop, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = join(root, 'tools/mutants/vitest.config.mjs');
  const reporting = ['--reporter=json', `--outputFile=${report}`, '--bail=1'];
  spawnSync(process.execPath, [vitest, 'run', '--config', config, 'tests/proof', ...reporting], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, HSX_SDK_SOURCE: source, HSX_PROOF_RUNS: runs, HSX_PROOF_SHRINKS: '0' },
  });
  const { success, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  if (success) return null;
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  if (!failed) throw new Error(`The proof could not be run: ${testResults[0]?.message ?? 'no reason given'}`);
  return { test: failed.title, complaint: complaintOf(failed.failureMessages.join('\n')) };
}

function complaintOf(message) {
  const line = message
    .split('\n')
    .map((each) => each.replace(/^Error: /, ''))
    .find((each) => /^(before|after) reconciliation|^the app’s handler|^AssertionError/.test(each));
  return line ?? message.split('\n')[0];
}

const wanted = process.argv[2] ?? '';
const unchanged = prove(prepare());
if (unchanged) {
  console.error(`The proof fails without any mutant: ${unchanged.test}\n  ${unchanged.complaint}`);
  process.exit(1);
}
let survivors = 0;
for (const mutant of mutants.filter(({ name }) => name.startsWith(wanted))) {
  const kill = prove(prepare(mutant));
  if (!kill) survivors += 1;
  console.log(`${kill ? 'killed  ' : 'SURVIVED'}  ${mutant.name} (${mutant.how})`);
  if (kill) console.log(`          by "${kill.test}"\n          ${kill.complaint}`);
}
rmSync(workshop, { recursive: true, force: true });
console.log(survivors === 0 ? 'Every mutant was killed.' : `${survivors} survived.`);
process.exit(survivors === 0 ? 0 : 1);
