import type { ProblemLog } from './problem-log.js';
import type { TomlNode } from './toml-tree.js';

const ALLOWED = 'an https address (http only for localhost)';
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Reads a web address; null when absent. It must be https, except on the developer's own machine, and holds no password. */
export function readHttpsUrl(options: {
  readonly node: TomlNode | undefined;
  readonly key: string;
  readonly log: ProblemLog;
}): string | null {
  const { node, key, log } = options;
  if (node === undefined) return null;
  if (node.kind !== 'text') {
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed: ALLOWED });
    return null;
  }
  if (/^\w+:\/\/[^/?#]*@/.test(node.value)) {
    const message = `${key} must not hold a user name or password. Leave out what stands before "@".`;
    log.report({ offset: node.offset, key, code: 'BAD_URL', message, allowed: ALLOWED });
    return null;
  }
  const refusal = refusalOf(node.value);
  if (refusal === undefined) return node.value;
  log.refuse({ node, key, code: 'BAD_URL', allowed: ALLOWED, ...refusal });
  return null;
}

function refusalOf(text: string): { readonly didYouMean?: string } | undefined {
  const url = /^\w+:\/\/\S+$/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? { didYouMean: `https://${text}` } : {};
  }
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return {};
  if (LOCAL_HOSTS.includes(url.hostname)) return undefined;
  return { didYouMean: text.replace(/^http:/i, 'https:') };
}
