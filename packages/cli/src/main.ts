import { CommanderError } from 'commander';
import { CliError } from './cli-error.js';
import { CliExit, type ExitCode } from './cli-exit.js';
import type { CommandContext } from './commands/command-context.js';
import { createProgram } from './program.js';
import { askPerson } from './terminal/ask-person.js';
import { describeFailure, failureDocument } from './terminal/describe-failure.js';
import { paint } from './terminal/paint.js';
import { readSecretFrom } from './terminal/read-secret.js';
import { drained, exitWhenNobodyReads } from './terminal/standard-output.js';

/** Runs one command line, `process.argv` and all, and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  exitWhenNobodyReads();
  const exitCode = await runCommandLine(argv.slice(2), terminalContext());
  if (exitCode === 130) process.exit(exitCode); // what was interrupted may still wait for an answer
  process.exitCode = exitCode;
}

/** Runs the arguments; answers the exit code: 0 done, 1 failed, 2 wrong command line, 3 denied (`explain`), 130 interrupted. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  try {
    await createProgram(context).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CliExit) return error.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    context.printError(
      args.includes('--json') ? JSON.stringify(failureDocument(error)) : paint('bad', describeFailure(error)),
    );
    return error instanceof CliError ? error.exitCode : 1;
  }
}

function terminalContext(): CommandContext {
  const { stdout, stdin, stderr, env } = process;
  const hasPerson = stdin.isTTY && stderr.isTTY && (env.CI ?? '') === '';
  return {
    print: (line) => void stdout.write(`${line}\n`),
    printError: (line) => void stderr.write(`${line}\n`),
    drained,
    ...(stdout.isTTY ? { columns: Math.max(20, stdout.columns) } : {}),
    ...(hasPerson ? { confirm: askPerson } : {}),
    readSecret: readSecretFrom(stdin),
  };
}
