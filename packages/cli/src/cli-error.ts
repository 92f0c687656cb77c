/** Every way the command can fail, so that tests and scripts name a failure without reading its words. */
export const CLI_ERROR_CODES = {
  /** The command line itself is wrong. */
  USAGE: { exitCode: 2 },
  /** The folder is no HS-X app: it is missing, or has no `hs-x.toml` or no worker file. */
  APP_FOLDER_INVALID: { exitCode: 1 },
  /** A new app was to be written into a folder that holds files. */
  FOLDER_NOT_EMPTY: { exitCode: 1 },
  /** A live payment key is in reach of a command that must never use one. */
  LIVE_KEY_REFUSED: { exitCode: 1 },
  /** `.hs-x/secrets.json` or `.hs-x/secrets.enc` cannot be read. */
  SECRETS_UNREADABLE: { exitCode: 1 },
  /** A secret's value, or what was to be done with it, is refused; nothing was changed. */
  SECRET_REFUSED: { exitCode: 1 },
  /** A former value of a secret is still needed. */
  SECRET_IN_USE: { exitCode: 1 },
  /** Wrangler did not take a secret. */
  WRANGLER_FAILED: { exitCode: 1 },
  /** `@hs-x/simulators` is not installed. */
  SIMULATORS_MISSING: { exitCode: 1 },
  /** A port that was asked for is taken. */
  PORT_IN_USE: { exitCode: 1 },
  /** The worker file does not compile. */
  BUNDLE_FAILED: { exitCode: 1 },
  /** Names an app needs in production are missing or malformed. */
  ENVIRONMENT_INCOMPLETE: { exitCode: 1 },
  /** A Worker cannot be uploaded before its database and address are named. */
  PUBLISH_REFUSED: { exitCode: 1 },
  /** Cloudflare's command is not installed in the app. */
  WRANGLER_MISSING: { exitCode: 1 },
  /** The app's process could not start. */
  APP_START_FAILED: { exitCode: 1 },
  /** The database a command should read does not exist. */
  DATABASE_MISSING: { exitCode: 1 },
  /** A reconciliation found what only a person can explain. */
  UNEXPLAINED: { exitCode: 1 },
  /** A live payment key would have written, and nobody said that it may. */
  LIVE_KEY: { exitCode: 1 },
  /** The app has no provider whose settings could be set. */
  NOTHING_TO_PUSH: { exitCode: 1 },
  /** Portals would lose something under the changed plans. */
  PORTALS_LOSE: { exitCode: 1 },
  /** The HubSpot project cannot be made from what is declared. */
  PROJECT_INVALID: { exitCode: 1 },
  /** The HubSpot project on disk is not what the worker declares. */
  PROJECT_OUTDATED: { exitCode: 1 },
  /** A step needs a yes, and nobody can be asked. */
  CONFIRMATION_MISSING: { exitCode: 1 },
  /** A person said no. */
  DECLINED: { exitCode: 1 },
  /** The secret that signs requests to a deployed app is not there. */
  ADMIN_SECRET_MISSING: { exitCode: 1 },
  /** A file that would be written exists already. */
  FILE_EXISTS: { exitCode: 1 },
  /** Nothing is known of the portal, and another one was probably meant. */
  PORTAL_UNKNOWN: { exitCode: 1 },
  /** hs-x.toml has no plan or feature of that name. */
  NAME_UNKNOWN: { exitCode: 1 },
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
