import type { DeployFile, DeploySource } from '../deploy-target.js';
import { CLOUDFLARE_FOLDER, workerEntry } from './worker-entry.js';
import { wranglerConfig, wranglerFacts } from './wrangler-config.js';

const COMMAND_WIDTH = 44;

/** What Workers need: wrangler's configuration, the entry, and the database's migrations. */
export async function cloudflareFiles(source: DeploySource): Promise<readonly DeployFile[]> {
  const { d1MigrationFiles } = await import('@hs-x/sdk/d1');
  const migrations = d1MigrationFiles.map(({ name, sql }) => ({
    path: `${CLOUDFLARE_FOLDER}/migrations/${name}`,
    text: sql,
  }));
  return [wranglerConfig(source), ...workerEntry(source), ...migrations];
}

/** What is left to do, one line a step. */
export function cloudflareSteps(source: DeploySource): readonly string[] {
  const { slug, names, config } = source;
  const { databaseId, appUrl } = wranglerFacts(source);
  const secrets = names.filter(({ name, isRequired }) => isRequired && name !== 'APP_URL');
  return [
    ...(databaseId === null
      ? [
          `npx wrangler d1 create ${slug}`.padEnd(COMMAND_WIDTH) +
            'then put the id it prints into wrangler.jsonc',
          `npx wrangler queues create ${slug}-jobs`,
        ]
      : []),
    ...(appUrl === null ? ['Run this again with --url: the address the Worker will have'] : []),
    ...secrets.map(({ name }) => `npx wrangler secret put ${name}`),
    'hs-x deploy --target cloudflare --publish'.padEnd(COMMAND_WIDTH) +
      'applies the migrations, then uploads the Worker',
    ...(config.billing.provider === 'stripe'
      ? ['hs-x billing plans push'.padEnd(COMMAND_WIDTH) + 'sets Stripe up, the webhook endpoint included']
      : []),
    `hs-x build --url ${appUrl ?? '<APP_URL>'}`.padEnd(COMMAND_WIDTH) +
      'then upload what it wrote to HubSpot',
  ];
}
