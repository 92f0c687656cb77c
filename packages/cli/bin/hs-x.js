#!/usr/bin/env node
// Plain JavaScript that any Node understands: older ones must get a sentence, not a crash inside a dependency.
const needed = [22, 12];
const seen = process.versions.node.split('.').map(Number);
const isNewEnough = seen[0] > needed[0] || (seen[0] === needed[0] && seen[1] >= needed[1]);

if (isNewEnough) {
  // A short command mostly compiles what it loads; Node keeps the result in its temporary folder from one run to the next.
  const load = async () => {
    (await import('node:module')).enableCompileCache();
    return import('../dist/main.js');
  };
  load().then(
    (cli) => cli.main(process.argv),
    (error) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
} else {
  console.error(
    `hs-x needs Node.js ${needed.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer one from https://nodejs.org, or run hs-x through an npm script of a project that brings its own.',
  );
  process.exitCode = 1;
}
