import type { ProblemLog } from './problem-log.js';
import type { TomlNode } from './toml-tree.js';

const ALLOWED = 'a .tsx or .jsx file within the app’s folder, such as "cards/insights.tsx"';
/** No drive, no leading slash, no way up; HubSpot's project files know `/` alone. */
const CARD_FILE = /^(?!.*(?:^|\/)\.\.?(?:\/|$))(?:[\w.-]+\/)*[\w.-]+\.[jt]sx$/;

/** Reads the path of a card's source; null when absent or refused. */
export function readCardFile(node: TomlNode | undefined, key: string, log: ProblemLog): string | null {
  if (node === undefined) return null;
  if (node.kind === 'text' && CARD_FILE.test(node.value)) return node.value;
  log.refuse({ node, key, code: node.kind === 'text' ? 'BAD_NAME' : 'WRONG_TYPE', allowed: ALLOWED });
  return null;
}
