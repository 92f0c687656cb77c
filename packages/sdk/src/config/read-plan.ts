import type { PlanConfig } from '../contract/app-config.js';
import { checkNamedKey, readNames } from './read-names.js';
import { readPlanPrices } from './read-plan-prices.js';
import { readStripePrice } from './read-stripe-price.js';
import type { ProblemLog } from './problem-log.js';
import { showKey } from './show-value.js';
import { adviceForNumber, TableReader } from './table-reader.js';
import type { TomlNode, TomlTable } from './toml-tree.js';

/** A plan of the file and where its parts stand, for the checks that compare plans. */
export interface ReadPlan {
  readonly config: PlanConfig;
  /** The plan's path, such as `billing.plan.team`. */
  readonly path: string;
  readonly offset: number;
  readonly table: TomlTable;
}

const UNLIMITED = -1n;
const LIMIT_ALLOWED = 'a whole number of 0 or more, or -1 for unlimited';

/** Reads every `[billing.plan.<name>]`, in the order of the file: the order is their rank. */
export function readPlans(plans: TomlTable | undefined, log: ProblemLog): readonly ReadPlan[] {
  const read: ReadPlan[] = [];
  const lookupKeys = new Map<string, string>();
  for (const [name, { keyOffset, value }] of plans?.entries ?? []) {
    const path = showKey('billing.plan', name);
    checkNamedKey({ name, offset: keyOffset, key: path, thing: 'plan', log });
    if (value.kind === 'table') {
      read.push({
        config: readPlan({ name, path, table: value, lookupKeys, log }),
        path,
        offset: keyOffset,
        table: value,
      });
    } else {
      log.refuse({
        node: value,
        key: path,
        code: 'WRONG_TYPE',
        allowed: 'a table',
        advice: `Write it as [${path}].`,
      });
    }
  }
  return read;
}

function readPlan(options: {
  readonly name: string;
  readonly path: string;
  readonly table: TomlTable;
  readonly lookupKeys: Map<string, string>;
  readonly log: ProblemLog;
}): PlanConfig {
  const { name, path, table, lookupKeys, log } = options;
  const plan = new TableReader({ name: 'billing.plan.<name>', path, table, log });
  const price = readPlanPrices({ node: plan.node('price'), key: plan.keyOf('price'), lookupKeys, log });
  return {
    name,
    title: plan.caption('title', name.charAt(0).toUpperCase() + name.slice(1)),
    stripe_price: readStripePrice({ node: plan.node('stripe_price'), key: plan.keyOf('stripe_price'), log }),
    ...(price.length === 0 ? {} : { price }),
    features: readNames({
      node: plan.node('features'),
      key: plan.keyOf('features'),
      thing: 'feature',
      star: 'allowed',
      log,
    }),
    limits: readLimits({ table: plan.child('limits'), path: plan.keyOf('limits'), log }),
  };
}

function readLimits(options: {
  readonly table: TomlTable | undefined;
  readonly path: string;
  readonly log: ProblemLog;
}): Readonly<Record<string, number>> {
  const { table, path, log } = options;
  // No prototype: a lookup of `constructor` finds nothing.
  const limits = Object.create(null) as Record<string, number>;
  for (const [name, { keyOffset, value }] of table?.entries ?? []) {
    const key = showKey(path, name);
    checkNamedKey({ name, offset: keyOffset, key, thing: 'limit', log });
    const amount = readLimit({ node: value, key, log });
    if (amount !== undefined) limits[name] = amount;
  }
  return limits;
}

function readLimit({ node, key, log }: { node: TomlNode; key: string; log: ProblemLog }): number | undefined {
  if (node.kind !== 'integer') {
    const advice = node.kind === 'text' && node.value === 'unlimited' ? 'Write -1.' : adviceForNumber(node);
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed: LIMIT_ALLOWED, advice });
  } else if (node.value < UNLIMITED) {
    log.refuse({ node, key, code: 'OUT_OF_RANGE', allowed: LIMIT_ALLOWED });
  } else if (node.value > BigInt(Number.MAX_SAFE_INTEGER)) {
    const allowed = `at most ${Number.MAX_SAFE_INTEGER}`;
    log.refuse({ node, key, code: 'OUT_OF_RANGE', allowed, advice: 'Write -1 for unlimited.' });
  } else {
    return Number(node.value);
  }
  return undefined;
}
