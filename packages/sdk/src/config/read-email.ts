import type { EmailConfig } from '../contract/app-config.js';
import type { ProblemLog } from './problem-log.js';
import { readAddress } from './read-address.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

const ABOUT = { example: 'billing@yourapp.com', reason: 'Customers answer billing mails.' };

/** Reads `[email]`: the sender of the app's mails. People answer billing mails, so an address that nobody reads is refused. */
export function readEmail(table: TomlTable | undefined, log: ProblemLog): EmailConfig {
  const email = new TableReader({ name: 'email', path: 'email', table, log });
  const addressAt = (word: 'from' | 'reply_to') =>
    readAddress({ node: email.node(word), key: email.keyOf(word), log, ...ABOUT });
  return { from: addressAt('from'), reply_to: addressAt('reply_to') };
}
