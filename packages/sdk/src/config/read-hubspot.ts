import { HUBSPOT_PLATFORMS, type HubspotConfig } from '../contract/hubspot-config.js';
import type { ProblemLog } from './problem-log.js';
import { readAddress } from './read-address.js';
import { readCardFile } from './read-card-file.js';
import { readCards } from './read-cards.js';
import { readNames } from './read-names.js';
import { readWebhooks } from './read-webhooks.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

const SUPPORT = { example: 'support@yourapp.com', reason: 'HubSpot shows it to people who need help.' };
const DISTRIBUTIONS = ['marketplace', 'private'] as const;

type Reader = TableReader<'hubspot'>;

/** Reads `[hubspot]`: the scopes asked for at install, and what HubSpot's project files say of the app. */
export function readHubspot(table: TomlTable | undefined, log: ProblemLog): HubspotConfig {
  const hubspot = new TableReader({ name: 'hubspot', path: 'hubspot', table, log });
  const addressNode = { node: hubspot.node('support_email'), key: hubspot.keyOf('support_email'), log };
  return {
    ...readScopes(hubspot),
    description: hubspot.node('description') === undefined ? null : hubspot.caption('description', ''),
    distribution: hubspot.choice('distribution', { choices: DISTRIBUTIONS, fallback: 'marketplace' }),
    platform: hubspot.choice('platform', { choices: HUBSPOT_PLATFORMS, fallback: '2026.09' }),
    support_email: readAddress({ ...addressNode, ...SUPPORT }),
    settings: readCardFile(hubspot.node('settings'), hubspot.keyOf('settings'), log),
    card: readCards(hubspot.node('card'), log),
    webhook: readWebhooks(hubspot.node('webhook'), log),
  };
}

function readScopes(hubspot: Reader): Pick<HubspotConfig, 'scopes' | 'optional_scopes'> {
  const { log } = hubspot;
  const read = (word: 'scopes' | 'optional_scopes'): readonly string[] =>
    readNames({ node: hubspot.node(word), key: hubspot.keyOf(word), thing: 'scope', star: 'refused', log });
  const scopes = hubspot.node('scopes') === undefined ? ['oauth'] : read('scopes');
  const optionalScopes = read('optional_scopes');
  for (const scope of optionalScopes) {
    if (!scopes.includes(scope)) continue;
    const key = hubspot.keyOf('optional_scopes');
    const message = `${key} holds "${scope}", which is already in hubspot.scopes. Keep it in one of them.`;
    const offset = hubspot.node('optional_scopes')?.offset ?? 0;
    log.report({ offset, key, code: 'DUPLICATE_VALUE', message, seen: `"${scope}"` });
  }
  return { scopes, optional_scopes: optionalScopes };
}
