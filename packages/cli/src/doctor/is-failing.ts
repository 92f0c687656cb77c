import type { FindingLevel } from './finding.js';

/** Whether a finding makes a command fail: a problem does, and with `--strict` a warning. */
export function isFailing(level: FindingLevel, { strict }: { readonly strict?: true }): boolean {
  return level === 'problem' || (strict === true && level === 'warning');
}
