import type { AppConfig } from '../contract/app-config.js';
import type { ProblemLog } from './problem-log.js';
import { readNames } from './read-names.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

/** Reads `[hubspot]`: the scopes asked for at install. */
export function readHubspot(table: TomlTable | undefined, log: ProblemLog): AppConfig['hubspot'] {
  const hubspot = new TableReader({ name: 'hubspot', path: 'hubspot', table, log });
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
