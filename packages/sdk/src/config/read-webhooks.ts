import type { WebhookConfig } from '../contract/hubspot-config.js';
import { isWellFormedName, NAME_GRAMMARS } from './name-grammar.js';
import type { ProblemLog } from './problem-log.js';
import { readTableList } from './read-table-list.js';
import type { TableReader } from './table-reader.js';
import type { TomlNode } from './toml-tree.js';
import { HUB_WEBHOOKS, OBJECT_WEBHOOKS } from './webhook-types.js';

const TYPES = [...OBJECT_WEBHOOKS, ...HUB_WEBHOOKS] as const;
type Reader = TableReader<'hubspot.webhook[]'>;

/** Reads every `[[hubspot.webhook]]`. */
export function readWebhooks(node: TomlNode | undefined, log: ProblemLog): readonly WebhookConfig[] {
  const readers = readTableList({ node, key: 'hubspot.webhook', name: 'hubspot.webhook[]', log });
  return readers.map((reader) => {
    if (reader.node('type') === undefined) reportMissing(reader, 'type', 'such as "object.creation"');
    const type = reader.choice('type', { choices: TYPES, fallback: 'object.creation' });
    const isAboutRecords = (OBJECT_WEBHOOKS as readonly string[]).includes(type);
    return {
      type,
      object: readPart(reader, 'object', { isNeeded: isAboutRecords, type }),
      property: readPart(reader, 'property', { isNeeded: type.endsWith('.propertyChange'), type }),
    };
  });
}

/** A part that the type needs, and one that it has no use for is refused: a subscription must not differ from what its author reads. */
function readPart(
  reader: Reader,
  word: 'object' | 'property',
  { isNeeded, type }: { readonly isNeeded: boolean; readonly type: string },
): string | null {
  const node = reader.node(word);
  const key = reader.keyOf(word);
  const thing = word === 'object' ? 'record type' : 'property';
  if (node === undefined) {
    if (isNeeded) reportMissing(reader, word, word === 'object' ? 'such as "contact"' : 'such as "email"');
    return null;
  }
  if (!isNeeded) {
    const message = `${key} has no meaning for ${type}. Remove it.`;
    reader.log.report({ offset: node.offset, key, code: 'NOT_AVAILABLE', message });
  } else if (node.kind === 'text' && isWellFormedName(node.value, thing)) {
    return node.value;
  } else {
    const code = node.kind === 'text' ? 'BAD_NAME' : 'WRONG_TYPE';
    reader.log.refuse({ node, key, code, allowed: NAME_GRAMMARS[thing].allowed });
  }
  return null;
}

function reportMissing(reader: Reader, word: 'type' | 'object' | 'property', example: string): void {
  const key = reader.keyOf(word);
  const message = `${key} is missing; ${example}.`;
  reader.log.report({ offset: reader.table?.offset ?? 0, key, code: 'MISSING_KEY', message });
}
