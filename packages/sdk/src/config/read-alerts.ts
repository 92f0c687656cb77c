import type { AlertsConfig } from '../contract/app-config.js';
import type { ProblemLog } from './problem-log.js';
import { readAddress } from './read-address.js';
import { readHttpsUrl } from './read-https-url.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

const ABOUT = { example: 'ops@yourapp.com', reason: 'Alerts need a person.' };

/** Reads `[alerts]`: where operators hear of what needs a person. */
export function readAlerts(table: TomlTable | undefined, log: ProblemLog): AlertsConfig {
  const alerts = new TableReader({ name: 'alerts', path: 'alerts', table, log });
  const at = (word: 'email' | 'webhook') => ({ node: alerts.node(word), key: alerts.keyOf(word), log });
  return { email: readAddress({ ...at('email'), ...ABOUT }), webhook: readHttpsUrl(at('webhook')) };
}
