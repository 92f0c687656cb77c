/** How keys and values of the file are quoted in messages: short, on one line, recognisable. */
import type { TomlNode } from './toml-tree.js';

const LONGEST_SHOWN = 60;

/** A value as a reader of the message would call it: `the text "14"`, `the number 1.5`, `a list`. */
export function showValue(node: TomlNode): string {
  switch (node.kind) {
    case 'text':
      return node.value === '' ? 'an empty text' : `the text ${showText(node.value)}`;
    case 'integer':
    case 'decimal':
      return `the number ${clip(node.source)}`;
    case 'switch':
      return String(node.value);
    case 'date':
      return `the date ${node.source}`;
    case 'list':
      return node.items.length === 0 ? 'an empty list' : 'a list';
    case 'table':
      return node.entries.size === 0 ? 'an empty table' : 'a table';
  }
}

/** A text in double quotes, control characters escaped, cut after 60 characters. */
export function showText(text: string): string {
  return JSON.stringify(clip(text));
}

/** A key's path: `billing` and `plan` become `billing.plan`; words that need quotes get them. */
export function showKey(path: string, word: string): string {
  const shown = /^[\w-]+$/.test(word) ? clip(word) : showText(word);
  return path === '' ? shown : `${path}.${shown}`;
}

/** `"a", "b" or "c"`. */
export function showChoices(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}

function clip(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
