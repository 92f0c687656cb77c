import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppFolder } from '../../app-folder/app-folder.js';
import type { DeployFile, DeploySource } from '../deploy-target.js';
import { CLOUDFLARE_FOLDER } from './worker-entry.js';

/**
 * Not newer than the workerd of the wrangler HS-X is tested with (4.155.0 brings 1.20261023.1): a runtime refuses dates it does not know yet.
 */
const COMPATIBILITY_DATE = '2026-10-01';

const NO_ID = 'named by: npx wrangler d1 create';
const NO_URL = 'https://the-address-of-the-worker';

/** What of the configuration only Cloudflare or the author can say. */
export interface WranglerFacts {
  /** Null until `wrangler d1 create` has named one. */
  readonly databaseId: string | null;
  /** Null until somebody has said it. */
  readonly appUrl: string | null;
}

/** The facts that are known: told now, or found in the `wrangler.jsonc` that is there. */
export function wranglerFacts({ folder, appUrl }: DeploySource): WranglerFacts {
  const written = writtenFacts(folder);
  return { ...written, appUrl: appUrl ?? written.appUrl };
}

/** `wrangler.jsonc`: the Worker, its database, its queue and the minute's cron. */
export function wranglerConfig(source: DeploySource): DeployFile {
  const { slug, folder } = source;
  return {
    path: 'wrangler.jsonc',
    text: configText(slug, wranglerFacts(source)),
    isAuthors: true,
    formerText: configText(slug, writtenFacts(folder)),
  };
}

function writtenFacts({ path }: AppFolder): WranglerFacts {
  const file = join(path, 'wrangler.jsonc');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const databaseId = /"database_id"\s*:\s*"([0-9a-f-]{36})"/.exec(text)?.[1] ?? null;
  const appUrl = /"APP_URL"\s*:\s*"(https:\/\/[^"/]+)"/.exec(text)?.[1] ?? null;
  return { databaseId, appUrl: appUrl === NO_URL ? null : appUrl };
}

function configText(slug: string, { databaseId, appUrl }: WranglerFacts): string {
  return `{
  "$schema": "node_modules/wrangler/config-schema.json",
  "name": "${slug}",
  // hs-x deploy writes it anew: run it before each wrangler deploy.
  "main": "${CLOUDFLARE_FOLDER}/entry.js",
  "compatibility_date": "${COMPATIBILITY_DATE}",
  "minify": true,
  "upload_source_maps": true,

  // Rows, webhooks, mails and ctx.kv lie in D1: Workers KV may answer with what was true a minute ago.
  "d1_databases": [
    {
      "binding": "DB",
      "database_name": "${slug}",
      "database_id": "${databaseId ?? NO_ID}",
      "migrations_dir": "${CLOUDFLARE_FOLDER}/migrations"
    }
  ],

  // What is due is worked off once a minute, each kind of work in an invocation of its own.
  "triggers": { "crons": ["* * * * *"] },
  "queues": {
    "producers": [{ "binding": "HSX_QUEUE", "queue": "${slug}-jobs" }],
    "consumers": [{ "queue": "${slug}-jobs", "max_batch_size": 1, "max_retries": 0 }]
  },

  // Names that are no secret. Secrets are put with: npx wrangler secret put <name>
  "vars": { "APP_URL": "${appUrl ?? NO_URL}" },
  "observability": { "enabled": true }
}
`;
}
