import { CommanderError } from 'commander';
import { CliError } from './cli-error.js';
import type { CommandContext } from './commands/command-context.js';
import { createProgram } from './program.js';
import { describeFailure } from './terminal/describe-failure.js';
import { paint } from './terminal/paint.js';

const terminal: CommandContext = {
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
};

/** Runs one command line, `process.argv` and all, and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await runCommandLine(argv.slice(2), terminal);
}

/** Runs the arguments; answers the exit code: 0 done, 1 failed, 2 wrong command line. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<0 | 1 | 2> {
  try {
    await createProgram(context).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    context.printError(paint('bad', describeFailure(error)));
    return error instanceof CliError ? error.exitCode : 1;
  }
}
