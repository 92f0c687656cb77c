/** What the process can end with. 3: `billing explain` found that the portal is denied. 130: Ctrl-C, as shells count it. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Ends a command that has said everything already. */
export class CliExit extends Error {
  override readonly name = 'CliExit';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode) {
    super(`The command ended with exit code ${exitCode}.`);
    this.exitCode = exitCode;
  }
}
