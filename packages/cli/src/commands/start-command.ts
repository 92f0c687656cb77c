import { Command } from 'commander';
import type { StartFlags } from '../start/run-start.js';
import type { CommandContext } from './command-context.js';
import { readPort } from './dev-command.js';

/** `hs-x start`: the app in production. */
export function startCommand(context: CommandContext): Command {
  return new Command('start')
    .summary('run the app in production')
    .description(
      'Runs the app as one process, with the real HubSpot and the payment provider of hs-x.toml. Everything it must be told is in the environment; what is missing is named at once, and then nothing is started. At SIGTERM and Ctrl-C it finishes what it has begun. It writes log lines as JSON unless a person watches.',
    )
    .argument('[folder]', 'the folder with hs-x.toml', '.')
    .option('--port <number>', 'port (default: PORT, or 8787)', readPort)
    .option('--host <address>', 'address to listen on (default: HOST, or 127.0.0.1; containers need 0.0.0.0)')
    .option('--env-file <file>', 'read names the environment does not have from this file')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x start\n  hs-x start --env-file .env\n  HOST=0.0.0.0 PORT=8080 DATABASE_URL=postgres://… hs-x start',
    )
    .action(async (folder: string, flags: StartFlags) => {
      const { runStart } = await import('../start/run-start.js'); // brings the whole app: `--help` must not wait for it
      await runStart(context, folder, flags);
    });
}
