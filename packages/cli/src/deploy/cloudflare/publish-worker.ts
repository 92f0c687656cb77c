import { CliError } from '../../cli-error.js';
import type { DeploySource } from '../deploy-target.js';
import type { AppWrangler } from './app-wrangler.js';
import { wranglerFacts } from './wrangler-config.js';

/**
 * Uploads the Worker: the database first, so that the new version finds its tables, then the code. Throws PUBLISH_REFUSED while the database or the
 * address has no name yet, and WRANGLER_FAILED; what was done before stays, and running it again goes on.
 */
export async function publishWorker(wrangler: AppWrangler, source: DeploySource): Promise<void> {
  const { databaseId, appUrl } = wranglerFacts(source);
  if (databaseId === null || appUrl === null) throw unnamed(databaseId === null ? 'database' : 'address');
  const commands = [['d1', 'migrations', 'apply', source.slug, '--remote'], ['deploy']];
  for (const command of commands) {
    const exitCode = await wrangler.show(command);
    if (exitCode !== 0) throw failed(command.join(' '), exitCode);
  }
}

function unnamed(what: 'database' | 'address'): CliError {
  return new CliError({
    code: 'PUBLISH_REFUSED',
    message: `Nothing was uploaded: wrangler.jsonc does not name the Worker’s ${what} yet.`,
    hint: 'Run it without --publish; it lists what has to be done once before.',
  });
}

function failed(command: string, exitCode: number | null): CliError {
  return new CliError({
    code: 'WRANGLER_FAILED',
    message: `wrangler ${command} ${exitCode === null ? 'could not be started' : `ended with ${exitCode}`}.`,
    hint: 'What it wrote says why. Correct it and run the same again.',
  });
}
