import type { ProblemLog } from './problem-log.js';
import type { TomlNode } from './toml-tree.js';

const UNANSWERED = /^(no|do[-_.]?not|dont)[-_.]?reply/i;
/** An address as providers take it: no name beside it, no comment, no list. */
const ADDRESS = /^[^\s@<>()",;:\\[\]]{1,64}@(?=.{1,255}$)[a-z\d-]+(?:\.[a-z\d-]+)+$/i;

/** Where the address stands, and what is said of a wrong one. */
export interface AddressSource {
  readonly node: TomlNode | undefined;
  readonly key: string;
  readonly log: ProblemLog;
  /** An address as the message shows it. */
  readonly example: string;
  /** Why somebody must read what is sent there. */
  readonly reason: string;
}

/** Reads one e-mail address that somebody reads; null when absent. */
export function readAddress({ node, key, log, example, reason }: AddressSource): string | null {
  if (node === undefined) return null;
  const allowed = `one e-mail address such as "${example}"`;
  if (node.kind !== 'text') {
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed });
  } else if (!ADDRESS.test(node.value)) {
    log.refuse({ node, key, code: 'BAD_EMAIL', allowed, ...hintFor(node.value) });
  } else if (UNANSWERED.test(node.value)) {
    log.refuse({ node, key, code: 'BAD_EMAIL', allowed: 'an address somebody reads', advice: reason });
  } else {
    return node.value;
  }
  return null;
}

/** `Acme <billing@acme.com>`: the address alone is meant, the name comes from `app.name`. */
function hintFor(text: string): { readonly didYouMean?: string } {
  const address = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();
  return address !== text && ADDRESS.test(address) ? { didYouMean: address } : {};
}
