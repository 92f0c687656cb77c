import { Command, Option } from 'commander';
import { DEPLOY_TARGETS } from '../deploy/deploy-target.js';
import type { DeployFlags } from '../deploy/run-deploy.js';
import type { CommandContext } from './command-context.js';

/** `hs-x deploy`: what a server or Workers need to run the app. */
export function deployCommand(context: CommandContext): Command {
  return new Command('deploy')
    .summary('write what a server or Cloudflare Workers need to run the app')
    .description(
      'Writes what is needed where the app runs, and says what is left to do. For a machine of your own: a systemd unit, a container file and the names of the environment. For Cloudflare Workers: wrangler’s configuration, the entry and the migrations, bundled once to see that Workers take them. A file that was changed since is shown and kept unless --force is given.',
    )
    .argument('[folder]', 'the folder with hs-x.toml', '.')
    .addOption(
      new Option('--target <name>', 'where it will run').choices(DEPLOY_TARGETS).makeOptionMandatory(),
    )
    .option('--url <origin>', 'where the app will be reached (default: APP_URL)')
    .option('--dry-run', 'show what would be written')
    .option('--force', 'overwrite files that were changed')
    .option('--publish', 'cloudflare: apply the migrations and upload the Worker as well')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x deploy --target node\n  hs-x deploy --target cloudflare --url https://app.example.com\n  hs-x deploy --target cloudflare --publish\n  hs-x deploy --target node --dry-run',
    )
    .action(async (folder: string, flags: DeployFlags) => {
      const { runDeploy } = await import('../deploy/run-deploy.js');
      await runDeploy(context, folder, flags);
    });
}
