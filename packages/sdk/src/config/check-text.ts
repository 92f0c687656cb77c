/** What can be wrong with the file before it is read as TOML. */
import type { LineKeys } from './line-keys.js';
import type { LineMap } from './line-map.js';
import type { ProblemLog } from './problem-log.js';
import { findSecrets } from './secret-pattern.js';

/** The largest file that is read: 256 KiB, far beyond any plan table. */
const MAX_CONFIG_BYTES = 256 * 1024;

/** How deep lists and tables may lie within each other; the parser recurses, so the bound protects its stack. */
const MAX_NESTING = 64;

// Texts and comments are matched whole, closed or not, so that brackets in them do not count.
const TOKENS = /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|#[^\n]*|[[\]{}]/g;

/** Whether the text is larger than {@link MAX_CONFIG_BYTES}, which is then reported. */
export function isTooLarge(text: string, log: ProblemLog): boolean {
  const fits =
    text.length <= MAX_CONFIG_BYTES && new TextEncoder().encode(text).byteLength <= MAX_CONFIG_BYTES;
  if (fits) return false;
  const message = 'The file is larger than 256 KiB. Keep only settings in it.';
  log.report({ offset: 0, key: '', code: 'FILE_TOO_LARGE', message });
  return true;
}

/** Whether reading the text as TOML makes sense; reports why not. */
export function isReadable(text: string, log: ProblemLog): boolean {
  const broken = text.search(/[\0\uFFFD]|\p{Cs}/u);
  if (broken !== -1) {
    const message = 'The file holds bytes that are not UTF-8 text. Save it as UTF-8.';
    log.report({ offset: broken, key: '', code: 'NOT_TEXT', message });
    return false;
  }
  if (text.split('\n').every((line) => /^\s*(#.*)?$/.test(line))) {
    const message = 'The file is empty. Begin with [billing] and provider = "stripe", "invoice" or "none".';
    log.report({ offset: 0, key: '', code: 'EMPTY_FILE', message });
    return false;
  }
  return !isNestedTooDeep(text, log);
}

/** Reports every value that looks like a secret key, comments included, without repeating it. */
export function checkSecrets(source: {
  readonly text: string;
  readonly lines: LineMap;
  readonly keys: LineKeys;
  readonly log: ProblemLog;
}): void {
  const { text, lines, keys, log } = source;
  for (const { offset, kind } of findSecrets(text)) {
    const key = keys.on(lines.lineOf(offset))?.key ?? '';
    const subject = key === '' ? 'This line' : key;
    const message = `${subject} holds what looks like ${kind}. Remove it, revoke it, and set the new one in the environment.`;
    log.report({ offset, key, code: 'SECRET_IN_CONFIG', message });
  }
}

function isNestedTooDeep(text: string, log: ProblemLog): boolean {
  let depth = 0;
  for (const { 0: token, index: offset } of text.matchAll(TOKENS)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth = Math.max(0, depth - 1);
    if (depth <= MAX_NESTING) continue;
    const message = `Lists and tables are nested more than ${MAX_NESTING} deep here. Close the brackets opened before.`;
    log.report({ offset, key: '', code: 'NESTED_TOO_DEEP', message });
    return true;
  }
  return false;
}
