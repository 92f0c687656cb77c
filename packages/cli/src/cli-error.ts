/** Every way the command can fail, so that tests and scripts name a failure without reading its words. */
export const CLI_ERROR_CODES = {
  /** The command line itself is wrong. */
  USAGE: { exitCode: 2 },
  /** The folder is no HS-X app: it is missing, or has no `hs-x.toml` or no worker file. */
  APP_FOLDER_INVALID: { exitCode: 1 },
  /** A live payment key is in reach of a command that must never use one. */
  LIVE_KEY_REFUSED: { exitCode: 1 },
  /** `.hs-x/secrets.json` cannot be read. */
  SECRETS_UNREADABLE: { exitCode: 1 },
  /** `@hs-x/simulators` is not installed. */
  SIMULATORS_MISSING: { exitCode: 1 },
  /** A port that was asked for is taken. */
  PORT_IN_USE: { exitCode: 1 },
  /** The worker file does not compile. */
  BUNDLE_FAILED: { exitCode: 1 },
  /** The app's process could not start. */
  APP_START_FAILED: { exitCode: 1 },
  /** The database a command should read does not exist. */
  DATABASE_MISSING: { exitCode: 1 },
  /** Another process is reconciling. */
  RECONCILE_BUSY: { exitCode: 1 },
  /** The app has nothing that could be compared with a provider. */
  NOTHING_TO_RECONCILE: { exitCode: 1 },
  /** A reconciliation found what only a person can explain. */
  UNEXPLAINED: { exitCode: 1 },
  /** The app has no provider whose settings could be set. */
  NOTHING_TO_PUSH: { exitCode: 1 },
  /** A step of the demo did not end as it must. */
  EXPECTATION_FAILED: { exitCode: 1 },
} as const;

/** One of the codes of {@link CLI_ERROR_CODES}. */
export type CliErrorCode = keyof typeof CLI_ERROR_CODES;

/** A failure a person can act on: what was refused and seen, and in `hint` what to do. Never a secret. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly hint: string | undefined;

  constructor(options: {
    readonly code: CliErrorCode;
    readonly message: string;
    readonly hint?: string;
    readonly cause?: unknown;
  }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.hint = options.hint;
  }

  /** What the process exits with: 1 for a failure, 2 for a wrong command line. */
  get exitCode(): 1 | 2 {
    return CLI_ERROR_CODES[this.code].exitCode;
  }
}
