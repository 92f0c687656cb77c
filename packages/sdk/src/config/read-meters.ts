/** Usage is billed by what a counter counts, so a meter belongs to a counter of a plan, and to a provider that bills. */
import { limitKind } from '../contract/limit-kind.js';
import type { BillingProvider, MeterConfig } from '../contract/app-config.js';
import { didYouMean } from './did-you-mean.js';
import type { ProblemLog } from './problem-log.js';
import type { ReadPlan } from './read-plan.js';
import { showChoices, showKey, showText } from './show-value.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

/** The `[billing.meter]` table, and what its meters are checked against. */
export interface MeterSource {
  readonly table: TomlTable | undefined;
  /** Undefined when it could not be read: then nothing is said of it. */
  readonly provider: BillingProvider | undefined;
  readonly plans: readonly ReadPlan[];
  readonly log: ProblemLog;
}

const EVENT_NAME_ALLOWED = 'the event name of a Stripe meter, 1 to 100 characters on one line';

/** Reads every `[billing.meter.<limit>]`. */
export function readMeters({
  table,
  provider,
  plans,
  log,
}: MeterSource): Readonly<Record<string, MeterConfig>> {
  // No prototype: a look-up of `constructor` finds nothing.
  const meters = Object.create(null) as Record<string, MeterConfig>;
  const owners = new Map<string, string>();
  for (const [limit, { keyOffset, value }] of table?.entries ?? []) {
    const path = showKey('billing.meter', limit);
    const isMeterable = checkMetered({ limit, path, offset: keyOffset, provider, plans, log });
    if (value.kind !== 'table') {
      const advice = `Write it as [${path}] with event_name.`;
      log.refuse({ node: value, key: path, code: 'WRONG_TYPE', allowed: 'a table', advice });
      continue;
    }
    const eventName = readEventName({ path, offset: keyOffset, table: value, owners, log });
    if (isMeterable && eventName !== undefined) meters[limit] = { event_name: eventName };
  }
  return meters;
}

function checkMetered(meter: {
  limit: string;
  path: string;
  offset: number;
  provider: BillingProvider | undefined;
  plans: readonly ReadPlan[];
  log: ProblemLog;
}): boolean {
  const { limit, path, offset, provider, plans, log } = meter;
  const report = (message: string, guess?: string) => {
    log.report({ offset, key: path, code: 'METER_MISMATCH', message, seen: limit, didYouMean: guess });
    return false;
  };
  if (provider !== undefined && provider !== 'stripe') {
    return report(
      `${path} bills usage, which provider "${provider}" does not. Remove it, or use provider "stripe".`,
    );
  }
  const limits = [...new Set(plans.flatMap(({ config }) => Object.keys(config.limits)))];
  const counters = limits.filter((name) => limitKind(name) !== 'gauge');
  if (counters.includes(limit)) return true;
  if (limits.includes(limit)) {
    return report(
      `${path} is a limit of what exists, which no meter counts. Only limits in _per_month or _per_day are metered.`,
    );
  }
  const guess = didYouMean(limit, counters);
  const known =
    counters.length === 0
      ? 'No plan has a limit in _per_month or _per_day.'
      : `Known: ${showChoices(counters)}.`;
  return report(
    `${path} is no limit of any plan. ${guess === undefined ? known : `Did you mean "${guess}"?`}`,
    guess,
  );
}

function readEventName(meter: {
  path: string;
  offset: number;
  table: TomlTable;
  owners: Map<string, string>;
  log: ProblemLog;
}): string | undefined {
  const { path, offset, table, owners, log } = meter;
  const reader = new TableReader({ name: 'billing.meter.<limit>', path, table, log });
  const node = reader.node('event_name');
  const key = reader.keyOf('event_name');
  if (node === undefined) {
    const message = `${key} is missing. Write ${EVENT_NAME_ALLOWED}.`;
    log.report({ offset, key, code: 'MISSING_KEY', message, allowed: EVENT_NAME_ALLOWED });
  } else if (node.kind !== 'text') {
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed: EVENT_NAME_ALLOWED });
  } else if (!/^\P{Cc}{1,100}$/u.test(node.value) || node.value.trim() === '') {
    log.refuse({ node, key, code: 'OUT_OF_RANGE', allowed: EVENT_NAME_ALLOWED });
  } else {
    const owner = owners.get(node.value);
    owners.set(node.value, owner ?? path);
    if (owner === undefined) return node.value;
    const message = `${key} names ${showText(node.value)}, which is already the meter of ${owner}. A meter belongs to one limit.`;
    log.report({ offset: node.offset, key, code: 'DUPLICATE_VALUE', message, seen: showText(node.value) });
  }
  return undefined;
}
