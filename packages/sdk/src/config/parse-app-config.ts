/**
 * Turns `hs-x.toml` into the configuration the whole product reads. It never throws for anything a file can hold
 * and never stops at the first problem; a configuration comes out only when there is none.
 */
import type { AppConfig } from '../contract/app-config.js';
import { checkSecrets, isReadable, isTooLarge } from './check-text.js';
import type { ConfigProblem } from './config-problem.js';
import { LineKeys } from './line-keys.js';
import { LineMap } from './line-map.js';
import { parseToml } from './parse-toml.js';
import { ProblemLog } from './problem-log.js';
import { readAlerts } from './read-alerts.js';
import { readBilling } from './read-billing.js';
import { readEmail } from './read-email.js';
import { readHubspot } from './read-hubspot.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

/** A configuration, or everything that is wrong with the file. */
export type ParsedAppConfig =
  | { readonly ok: true; readonly config: AppConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the text of an `hs-x.toml` and answers the configuration or every problem, in the order of the file.
 * A byte order mark and Windows line ends are accepted.
 */
export function parseAppConfig(fileText: string): ParsedAppConfig {
  const text = fileText.replace(/^\uFEFF/, '');
  const lines = new LineMap(text);
  const log = new ProblemLog(lines);
  if (isTooLarge(text, log)) return { ok: false, problems: log.problems };
  const keys = new LineKeys(lines);
  checkSecrets({ text, lines, keys, log });
  if (!isReadable(text, log)) return { ok: false, problems: log.problems };
  const { root, complete } = parseToml({ text, lines, keys, log });
  if (root === undefined) return { ok: false, problems: log.problems };
  const config = readRoot({ root, complete, log });
  return log.problems.length === 0 ? { ok: true, config } : { ok: false, problems: log.problems };
}

function readRoot({
  root,
  complete,
  log,
}: {
  root: TomlTable;
  complete: boolean;
  log: ProblemLog;
}): AppConfig {
  const file = new TableReader({ name: '', path: '', table: root, log });
  const app = new TableReader({ name: 'app', path: 'app', table: file.child('app'), log });
  return {
    app: { name: app.caption('name', 'HubSpot app') },
    hubspot: readHubspot(file.child('hubspot'), log),
    email: readEmail(file.child('email'), log),
    alerts: readAlerts(file.child('alerts'), log),
    billing: readBilling({ table: file.child('billing'), complete, log }),
  };
}
