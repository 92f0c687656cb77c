import { CONFIG_KEYS, tableThatKnows, type ConfigTableName } from './config-keys.js';
import { closestBySpelling, didYouMean } from './did-you-mean.js';
import { isReservedName } from './name-grammar.js';
import type { ProblemLog } from './problem-log.js';
import { showChoices, showKey } from './show-value.js';
import type { TomlTable } from './toml-tree.js';

/** A table of the file, the heading it stands under, and which of the known tables it is. */
export interface TableToCheck {
  readonly table: TomlTable;
  readonly path: string;
  readonly name: ConfigTableName;
  readonly log: ProblemLog;
}

/** Reports every key of the table that HS-X does not know, with the key that was probably meant. */
export function refuseUnknownKeys({ table, path, name, log }: TableToCheck): void {
  const known: readonly string[] = CONFIG_KEYS[name];
  for (const [word, entry] of table.entries) {
    if (known.includes(word)) continue;
    const key = showKey(path, word);
    if (isReservedName(word)) {
      const message = `${key} uses a reserved name. Choose another name.`;
      log.report({ offset: entry.keyOffset, key, code: 'RESERVED_NAME', message });
      continue;
    }
    const guess = guessFor({ word, known, name });
    const allowed = showChoices(known);
    const where = path === '' ? 'at the top of the file' : `in [${path}]`;
    const next = guess === undefined ? `Allowed ${where}: ${allowed}.` : `Did you mean "${guess}"?`;
    const message = `${key} is not a known key. ${next}`;
    log.report({
      offset: entry.keyOffset,
      key,
      code: 'UNKNOWN_KEY',
      message,
      seen: showKey('', word),
      allowed,
      didYouMean: guess,
    });
  }
}

function guessFor(options: {
  word: string;
  known: readonly string[];
  name: ConfigTableName;
}): string | undefined {
  const { word, known, name } = options;
  const misspelt = closestBySpelling(word, known);
  if (misspelt !== undefined) return misspelt;
  const elsewhere = tableThatKnows(word);
  if (elsewhere !== undefined && elsewhere !== name) return elsewhere === '' ? word : `${elsewhere}.${word}`;
  return didYouMean(word, known);
}
