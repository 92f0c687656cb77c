import { runCommandLine } from '../src/main.js';

export interface CommandOutcome {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command line in this process and collects what it writes. */
export async function runCommand(...args: readonly string[]): Promise<CommandOutcome> {
  const output: string[] = [];
  const errors: string[] = [];
  const exitCode = await runCommandLine(args, {
    print: (line) => output.push(line),
    printError: (line) => errors.push(line),
  });
  return { exitCode, output: output.join('\n'), errors: errors.join('\n') };
}
