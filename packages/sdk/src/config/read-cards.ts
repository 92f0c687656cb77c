import { CARD_LOCATIONS, type CardConfig } from '../contract/hubspot-config.js';
import type { ProblemLog } from './problem-log.js';
import { readCardFile } from './read-card-file.js';
import { readNames } from './read-names.js';
import { readTableList } from './read-table-list.js';
import type { TableReader } from './table-reader.js';
import type { TomlNode } from './toml-tree.js';

/** Reads every `[[hubspot.card]]`. Two cards have two names and two files. */
export function readCards(node: TomlNode | undefined, log: ProblemLog): readonly CardConfig[] {
  const seen = new Map<string, string>();
  return readTableList({ node, key: 'hubspot.card', name: 'hubspot.card[]', log }).flatMap((reader) => {
    const card = readCard(reader);
    if (card === null) return [];
    for (const word of ['name', 'file'] as const) reportTwice({ reader, word, value: card[word], seen });
    return [card];
  });
}

function readCard(reader: TableReader<'hubspot.card[]'>): CardConfig | null {
  const { log } = reader;
  const name = reader.caption('name', '');
  const file = readCardFile(reader.node('file'), reader.keyOf('file'), log);
  const location = reader.choice('location', { choices: CARD_LOCATIONS, fallback: 'crm.record.tab' });
  const types = readNames({
    node: reader.node('object_types'),
    key: reader.keyOf('object_types'),
    thing: 'record type',
    star: 'refused',
    log,
  });
  for (const word of ['name', 'file'] as const) requireKey(reader, word);
  if (name === '' || file === null) return null;
  return { name, file, location, object_types: types.length === 0 ? ['contacts'] : types };
}

function requireKey(reader: TableReader<'hubspot.card[]'>, word: 'name' | 'file'): void {
  if (reader.node(word) !== undefined) return;
  const key = reader.keyOf(word);
  const message = `${key} is missing. A card has a name people see and a file, such as "cards/insights.tsx".`;
  reader.log.report({ offset: reader.table?.offset ?? 0, key, code: 'MISSING_KEY', message });
}

function reportTwice(card: {
  reader: TableReader<'hubspot.card[]'>;
  word: 'name' | 'file';
  value: string;
  seen: Map<string, string>;
}): void {
  const { reader, word, value, seen } = card;
  const known = seen.get(`${word} ${value}`);
  seen.set(`${word} ${value}`, known ?? reader.path);
  if (known === undefined) return;
  const key = reader.keyOf(word);
  const message = `${key} is ${JSON.stringify(value)}, which is already the ${word} of ${known}. Choose another.`;
  const offset = reader.node(word)?.offset ?? 0;
  reader.log.report({ offset, key, code: 'DUPLICATE_VALUE', message, seen: JSON.stringify(value) });
}
