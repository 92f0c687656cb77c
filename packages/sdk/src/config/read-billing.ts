import type { BillingConfig, BillingProvider, PlanConfig } from '../contract/app-config.js';
import { checkLimitNames } from './check-limit-names.js';
import { checkPlansForSale, checkPricesAreUnique } from './check-plans.js';
import type { ProblemLog } from './problem-log.js';
import { readCheckout } from './read-checkout.js';
import { readHttpsUrl } from './read-https-url.js';
import { readMeters } from './read-meters.js';
import { readNames } from './read-names.js';
import { readPlans, type ReadPlan } from './read-plan.js';
import { showChoices } from './show-value.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

/** The `[billing]` table and whether all of the file could be read. */
export interface BillingSource {
  readonly table: TomlTable | undefined;
  /** False when lines were skipped as unreadable: then nothing is reported as missing. */
  readonly complete: boolean;
  readonly log: ProblemLog;
}

const PROVIDERS = ['stripe', 'invoice', 'none'] as const satisfies readonly BillingProvider[];
const LATER_PROVIDERS: readonly string[] = ['paddle', 'lemonsqueezy', 'platform', 'partner'];

/** Reads `[billing]` with its plans and checkout options; without the table the app is free. */
export function readBilling({ table, complete, log }: BillingSource): BillingConfig {
  const billing = new TableReader({ name: 'billing', path: 'billing', table, log });
  const provider = readProvider(billing, complete);
  const plans = readCheckedPlans(billing, { provider, complete });
  return {
    provider: provider ?? 'none',
    trial_days: billing.integer('trial_days', { min: 0, max: 730, fallback: 0 }),
    upgrade_url: readHttpsUrl({
      node: billing.node('upgrade_url'),
      key: billing.keyOf('upgrade_url'),
      log,
    }),
    past_due_grace_days: billing.integer('past_due_grace_days', { min: 0, max: 60, fallback: 0 }),
    after_cancel: billing.choice('after_cancel', { choices: ['deny', 'free'], fallback: 'deny' }),
    repeat_trial: billing.choice('repeat_trial', { choices: ['end_trial', 'alert'], fallback: 'end_trial' }),
    on_uninstall: billing.choice('on_uninstall', {
      choices: ['cancel_at_period_end', 'keep'],
      fallback: 'cancel_at_period_end',
    }),
    retention_days: billing.integer('retention_days', { min: 0, max: 3650, fallback: 30 }),
    reconcile_hour: billing.integer('reconcile_hour', { min: 0, max: 23, fallback: 3 }),
    features: readNames({
      node: billing.node('features'),
      key: billing.keyOf('features'),
      thing: 'feature',
      star: 'refused',
      log,
    }),
    meter: readMeters({ table: billing.child('meter', 'billing.meter.<limit>'), provider, plans, log }),
    checkout: readCheckout({ table: billing.child('checkout'), plans, log }),
    plan: plansByName(plans),
    plans: plans.map(({ config }) => config.name),
  };
}

function readCheckedPlans(
  billing: TableReader<'billing'>,
  { provider, complete }: { readonly provider: BillingProvider | undefined; readonly complete: boolean },
): readonly ReadPlan[] {
  const { table, log } = billing;
  const planTable = billing.child('plan', 'billing.plan.<name>');
  const plans = readPlans(planTable, log);
  // What could not be read may be the paid plan.
  const unread =
    planTable === undefined ? billing.node('plan') !== undefined : plans.length < planTable.entries.size;
  if (complete && !unread && table !== undefined && provider !== undefined) {
    checkPlansForSale({ plans, provider, offset: table.offset, log });
  }
  if (provider !== 'invoice') checkPricesAreUnique(plans, log); // there a price is only the author's own label
  checkLimitNames(plans, log);
  return plans;
}

function readProvider(billing: TableReader<'billing'>, complete: boolean): BillingProvider | undefined {
  const { table, log } = billing;
  const node = billing.node('provider');
  const key = billing.keyOf('provider');
  const allowed = showChoices(PROVIDERS);
  if (table !== undefined && node === undefined && complete) {
    const message = `${key} is missing. Write ${allowed}.`;
    log.report({ offset: table.offset, key, code: 'MISSING_KEY', message, allowed });
  }
  if (node?.kind === 'text' && LATER_PROVIDERS.includes(node.value)) {
    const message = `${key} "${node.value}" is not available in this version. Use ${allowed}.`;
    log.report({
      offset: node.offset,
      key,
      code: 'NOT_AVAILABLE',
      message,
      seen: `"${node.value}"`,
      allowed,
    });
    return undefined;
  }
  const known = PROVIDERS.some((name) => node?.kind === 'text' && node.value === name);
  const provider = billing.choice('provider', { choices: PROVIDERS, fallback: 'none' });
  return known ? provider : undefined;
}

function plansByName(plans: readonly ReadPlan[]): Readonly<Record<string, PlanConfig>> {
  // No prototype: `plan[row.plan]` must find nothing for a plan called `constructor`.
  const byName = Object.create(null) as Record<string, PlanConfig>;
  for (const { config } of plans) byName[config.name] = config;
  return byName;
}
