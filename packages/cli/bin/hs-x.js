#!/usr/bin/env node
// Plain JavaScript that any Node understands: older ones must get a sentence, not a crash inside a dependency.
const needed = [22, 12];
const seen = process.versions.node.split('.').map(Number);
const isNewEnough = seen[0] > needed[0] || (seen[0] === needed[0] && seen[1] >= needed[1]);

if (isNewEnough) {
  import('../dist/main.js').then(
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
