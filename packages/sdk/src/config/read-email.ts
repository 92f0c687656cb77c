import type { EmailConfig } from '../contract/app-config.js';
import type { ProblemLog } from './problem-log.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

const ALLOWED = 'one e-mail address such as "billing@yourapp.com"';
const UNANSWERED = /^(no|do[-_.]?not|dont)[-_.]?reply/i;
/** An address as providers take it: no name beside it, no comment, no list. */
const ADDRESS = /^[^\s@<>()",;:\\[\]]{1,64}@(?=.{1,255}$)[a-z\d-]+(?:\.[a-z\d-]+)+$/i;

/** Reads `[email]`: the sender of the app's mails. People answer billing mails, so an address that nobody reads is refused. */
export function readEmail(table: TomlTable | undefined, log: ProblemLog): EmailConfig {
  const email = new TableReader({ name: 'email', path: 'email', table, log });
  return { from: readAddress(email, 'from'), reply_to: readAddress(email, 'reply_to') };
}

function readAddress(email: TableReader<'email'>, word: 'from' | 'reply_to'): string | null {
  const { log } = email;
  const node = email.node(word);
  if (node === undefined) return null;
  const key = email.keyOf(word);
  if (node.kind !== 'text') {
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed: ALLOWED });
  } else if (!ADDRESS.test(node.value)) {
    log.refuse({ node, key, code: 'BAD_EMAIL', allowed: ALLOWED, ...hintFor(node.value) });
  } else if (UNANSWERED.test(node.value)) {
    const allowed = 'an address somebody reads';
    log.refuse({ node, key, code: 'BAD_EMAIL', allowed, advice: 'Customers answer billing mails.' });
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
