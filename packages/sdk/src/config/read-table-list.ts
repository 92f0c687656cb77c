import type { ConfigTableName } from './config-keys.js';
import type { ProblemLog } from './problem-log.js';
import { TableReader } from './table-reader.js';
import type { TomlNode } from './toml-tree.js';

/** The tables of one `[[heading]]`. */
export interface TableListSource<Name extends ConfigTableName> {
  readonly node: TomlNode | undefined;
  /** The heading, such as `hubspot.card`. */
  readonly key: string;
  readonly name: Name;
  readonly log: ProblemLog;
}

/** Opens a reader on each table of a list; what is no list of tables is refused and left out. */
export function readTableList<Name extends ConfigTableName>({
  node,
  key,
  name,
  log,
}: TableListSource<Name>): readonly TableReader<Name>[] {
  if (node === undefined) return [];
  const advice = `Write each as [[${key}]].`;
  if (node.kind !== 'list') {
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed: 'a list of tables', advice });
    return [];
  }
  return node.items.flatMap((item, at) => {
    if (item.kind === 'table') return [new TableReader({ name, path: `${key}[${at}]`, table: item, log })];
    log.refuse({ node: item, key, code: 'WRONG_TYPE', allowed: 'a list of tables', advice });
    return [];
  });
}
