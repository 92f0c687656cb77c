/**
 * A limit that is misspelt in one plan is no limit there, and nobody notices until a customer is over it. So a
 * name that no other plan uses, and that resembles a limit this plan lacks, is taken for a slip.
 */
import { countSlips } from './did-you-mean.js';
import type { ProblemLog } from './problem-log.js';
import type { ReadPlan } from './read-plan.js';
import { showKey } from './show-value.js';

interface LimitUse {
  readonly name: string;
  readonly plans: Set<string>;
  /** Where the name is first used. */
  readonly key: string;
  readonly offset: number;
}

const MOST_SLIPS = 2;
/** Every pair of names is compared; beyond this many the comparison would take longer than it helps. */
const MOST_NAMES = 200;

/** Reports limits that look like a misspelt limit of another plan. */
export function checkLimitNames(plans: readonly ReadPlan[], log: ProblemLog): void {
  const uses = collectUses(plans);
  if (uses.length > MOST_NAMES) return;
  uses.forEach((suspect, index) => {
    const meant = uses.find((other, otherIndex) => {
      const moreTrusted =
        other.plans.size > suspect.plans.size ||
        (other.plans.size === suspect.plans.size && otherIndex < index);
      return moreTrusted && !sharesPlan(suspect, other) && looksAlike(suspect.name, other.name);
    });
    if (meant === undefined) return;
    const { key, offset, name } = suspect;
    const message = `${key} is a limit that other plans spell "${meant.name}". Did you mean "${meant.name}"?`;
    log.report({ offset, key, code: 'LIMIT_MISMATCH', message, seen: name, didYouMean: meant.name });
  });
}

function collectUses(plans: readonly ReadPlan[]): readonly LimitUse[] {
  const uses = new Map<string, LimitUse>();
  for (const { config, path, table } of plans) {
    const limits = table.entries.get('limits')?.value;
    if (limits?.kind !== 'table') continue;
    for (const [name, { keyOffset }] of limits.entries) {
      const use = uses.get(name) ?? {
        name,
        plans: new Set(),
        key: showKey(`${path}.limits`, name),
        offset: keyOffset,
      };
      use.plans.add(config.name);
      uses.set(name, use);
    }
  }
  return [...uses.values()];
}

function sharesPlan(left: LimitUse, right: LimitUse): boolean {
  return [...left.plans].some((plan) => right.plans.has(plan));
}

function looksAlike(left: string, right: string): boolean {
  const limit = Math.min(MOST_SLIPS, Math.max(1, Math.floor(Math.max(left.length, right.length) / 4)));
  return countSlips({ left, right, limit }) <= limit;
}
