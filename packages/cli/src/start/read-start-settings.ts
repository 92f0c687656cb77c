/** Everything that keeps an app from starting, at once: whoever deploys should not meet the missing names one restart at a time. */
import { isEmailError } from '@hs-x/email';
import { isHsxError } from '@hs-x/sdk';
import type { AppConfig } from '@hs-x/sdk/config';
import { readSettings } from '@hs-x/sdk/node';
import { appMail, type AppMail } from '../app-folder/app-mail.js';
import type { AppFolder } from '../app-folder/app-folder.js';
import type { Environment } from '../app-folder/own-environment.js';
import { CliError } from '../cli-error.js';

/** Where the server listens. */
export interface Listening {
  readonly port: number;
  readonly hostname: string;
}

/** What was read of the environment. */
export interface StartSettings extends Listening {
  readonly mail: AppMail;
}

const DEFAULT_PORT = 8787;
/** Plain HTTP belongs behind a proxy that speaks TLS: other machines reach it only when somebody says so. */
const DEFAULT_HOST = '127.0.0.1';

/** Reads the environment; `wished` are flags and win. Throws ENVIRONMENT_INCOMPLETE with every problem. */
export async function readStartSettings(
  folder: AppFolder,
  read: {
    readonly config: AppConfig;
    readonly environment: Environment;
    readonly wished: Partial<Listening>;
  },
): Promise<StartSettings> {
  const { config, environment, wished } = read;
  const problems: string[] = [];
  try {
    readSettings(environment, config);
  } catch (error) {
    problems.push(...settingsProblems(error));
  }
  const port = wished.port ?? readPort(environment.PORT, problems);
  const mail = await appMail(folder, { config, environment }).catch((error: unknown) => {
    if (!isEmailError(error)) throw error;
    problems.push(`${error.message.replace(/\.$/, '')}. ${error.hint ?? ''}`.trim());
    return {};
  });
  if (problems.length > 0) throw incomplete(problems);
  const host = wished.hostname ?? environment.HOST?.trim() ?? '';
  return { mail, port, hostname: host === '' ? DEFAULT_HOST : host };
}

function settingsProblems(error: unknown): readonly string[] {
  if (!isHsxError(error) || error.code !== 'ENVIRONMENT_INVALID') throw error;
  const { problems } = error.details as { readonly problems?: readonly string[] };
  return problems ?? [error.message];
}

function readPort(text: string | undefined, problems: string[]): number {
  if (text === undefined || text.trim() === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    problems.push(`PORT is ${JSON.stringify(text)}, no whole number from 0 to 65535`);
  }
  return port;
}

function incomplete(problems: readonly string[]): CliError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return new CliError({
    code: 'ENVIRONMENT_INCOMPLETE',
    message: `The app was not started: the environment has ${count}.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    hint: 'Set the names where the app runs, or put them into a file: hs-x start --env-file <file>. For this machine there is hs-x dev, which needs none.',
  });
}
