/**
 * The file as a tree that remembers where everything stands. Tables are `Map`s, so a key such as `__proto__` is
 * only a key, and the parser's own types stay inside this file and `parse-toml.ts`.
 */
import type { AST } from 'toml-eslint-parser';

/** A value of the file and the offset it starts at. */
export type TomlNode = TomlTable | TomlList | TomlScalar;

/** A table, written as `[header]`, inline or implied by a dotted key; entries in the order of the file. */
export interface TomlTable {
  readonly kind: 'table';
  readonly offset: number;
  readonly entries: Map<string, TomlEntry>;
}

/** A key and its value. */
export interface TomlEntry {
  /** Where the key stands (of a header: its last word). */
  readonly keyOffset: number;
  readonly value: TomlNode;
}

/** A list, or the tables of one `[[header]]`. */
export interface TomlList {
  readonly kind: 'list';
  readonly offset: number;
  readonly items: TomlNode[];
}

/** A single value. `source` is how numbers and dates are written. */
export type TomlScalar =
  | { readonly kind: 'text'; readonly offset: number; readonly value: string }
  | { readonly kind: 'integer'; readonly offset: number; readonly value: bigint; readonly source: string }
  | { readonly kind: 'decimal'; readonly offset: number; readonly value: number; readonly source: string }
  | { readonly kind: 'switch'; readonly offset: number; readonly value: boolean }
  | { readonly kind: 'date'; readonly offset: number; readonly source: string };

/** Builds the tree of a parsed file. The parser has already refused keys defined twice. */
export function buildTomlTree(program: AST.TOMLProgram): TomlTable {
  const root = emptyTable(0);
  for (const item of program.body[0].body) {
    if (item.type === 'TOMLKeyValue') {
      assign(root, item);
      continue;
    }
    const table = openTable(root, item);
    for (const keyValue of item.body) assign(table, keyValue);
  }
  return root;
}

function emptyTable(offset: number): TomlTable {
  return { kind: 'table', offset, entries: new Map() };
}

function openTable(root: TomlTable, header: AST.TOMLTable): TomlTable {
  const { parent, name, offset } = walkTo(root, header.key);
  if (header.kind === 'standard') return childTable(parent, name, offset);
  const known = parent.entries.get(name)?.value;
  const list: TomlList = known?.kind === 'list' ? known : { kind: 'list', offset, items: [] };
  const table = emptyTable(offset);
  list.items.push(table);
  parent.entries.set(name, { keyOffset: parent.entries.get(name)?.keyOffset ?? offset, value: list });
  return table;
}

function assign(table: TomlTable, keyValue: AST.TOMLKeyValue): void {
  const { parent, name, offset } = walkTo(table, keyValue.key);
  parent.entries.set(name, { keyOffset: offset, value: nodeOf(keyValue.value) });
}

function walkTo(table: TomlTable, key: AST.TOMLKey): { parent: TomlTable; name: string; offset: number } {
  const words = key.keys.map((word) => ({
    name: word.type === 'TOMLBare' ? word.name : word.value,
    offset: word.range[0],
  }));
  let parent = table;
  for (const word of words.slice(0, -1)) parent = childTable(parent, word.name, word.offset);
  const last = words.at(-1) ?? { name: '', offset: key.range[0] };
  return { parent, ...last };
}

function childTable(parent: TomlTable, name: string, offset: number): TomlTable {
  const known = parent.entries.get(name)?.value;
  if (known?.kind === 'table') return known;
  const lastItem = known?.kind === 'list' ? known.items.at(-1) : undefined;
  if (lastItem?.kind === 'table') return lastItem;
  const table = emptyTable(offset);
  parent.entries.set(name, { keyOffset: offset, value: table });
  return table;
}

function nodeOf(node: AST.TOMLContentNode): TomlNode {
  const offset = node.range[0];
  switch (node.type) {
    case 'TOMLArray':
      return { kind: 'list', offset, items: node.elements.map(nodeOf) };
    case 'TOMLInlineTable': {
      const table = emptyTable(offset);
      for (const keyValue of node.body) assign(table, keyValue);
      return table;
    }
    case 'TOMLValue':
      return scalarOf(node);
  }
}

function scalarOf(node: AST.TOMLValue): TomlScalar {
  const offset = node.range[0];
  switch (node.kind) {
    case 'string':
      return { kind: 'text', offset, value: node.value };
    case 'integer':
      return { kind: 'integer', offset, value: node.bigint, source: node.number };
    case 'float':
      return { kind: 'decimal', offset, value: node.value, source: node.number };
    case 'boolean':
      return { kind: 'switch', offset, value: node.value };
    case 'offset-date-time':
    case 'local-date-time':
    case 'local-date':
    case 'local-time':
      return { kind: 'date', offset, source: node.datetime };
  }
}
