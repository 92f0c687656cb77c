/** Where a command writes; tests give their own. */
export interface CommandContext {
  /** For results: standard output, one line. */
  readonly print: (line: string) => void;
  /** For problems: standard error, one line. */
  readonly printError: (line: string) => void;
}
