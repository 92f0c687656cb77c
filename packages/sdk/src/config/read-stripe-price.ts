/**
 * `stripe_price` is a text, a list (the price sold first, then yearly and legacy ones) or one of either per mode.
 * Any text counts as a price id: prices may carry lookup keys, and invoiced plans a label of the author's own.
 */
import type { PlanConfig } from '../contract/app-config.js';
import type { PriceId } from '../kernel/ids.js';
import type { ProblemLog } from './problem-log.js';
import { refuseUnknownKeys } from './refuse-unknown-keys.js';
import { showText } from './show-value.js';
import type { TomlNode, TomlTable } from './toml-tree.js';

/** A plan's price ids by mode. */
export type StripePrice = PlanConfig['stripe_price'];

interface PriceNode {
  readonly node: TomlNode;
  readonly key: string;
  readonly log: ProblemLog;
}

const ALLOWED = 'a price id, a list of price ids or { test = …, live = … }';
const FREE_ADVICE = 'Write stripe_price = "" for the free plan.';

/** Reads a plan's prices; absent or `""` makes it the free plan, with no price in either mode. */
export function readStripePrice(options: {
  readonly node: TomlNode | undefined;
  readonly key: string;
  readonly log: ProblemLog;
}): StripePrice {
  const { node, key, log } = options;
  if (node === undefined || (node.kind === 'text' && node.value === '')) return { test: [], live: [] };
  if (node.kind === 'table') return readByMode({ table: node, key, log });
  const prices = readPrices({ node, key, log });
  return { test: prices, live: prices };
}

function readByMode({ table, key, log }: { table: TomlTable; key: string; log: ProblemLog }): StripePrice {
  refuseUnknownKeys({ table, path: key, name: 'billing.plan.<name>.stripe_price', log });
  if (table.entries.size === 0) {
    log.refuse({
      node: table,
      key,
      code: 'EMPTY_VALUE',
      allowed: ALLOWED,
      advice: FREE_ADVICE,
    });
  }
  const read = (mode: 'test' | 'live'): readonly PriceId[] => {
    const node = table.entries.get(mode)?.value;
    return node === undefined ? [] : readPrices({ node, key: `${key}.${mode}`, log });
  };
  return { test: read('test'), live: read('live') };
}

function readPrices({ node, key, log }: PriceNode): readonly PriceId[] {
  if (node.kind !== 'list') return readPrice({ node, key, log });
  if (node.items.length === 0) {
    log.refuse({
      node,
      key,
      code: 'EMPTY_VALUE',
      allowed: 'a list of at least one price id',
      advice: FREE_ADVICE,
    });
  }
  const prices = new Set<PriceId>();
  for (const item of node.items) {
    for (const price of readPrice({ node: item, key, log })) {
      if (prices.has(price)) {
        const message = `${key} holds ${showText(price)} twice. Remove one.`;
        log.report({ offset: item.offset, key, code: 'DUPLICATE_VALUE', message, seen: showText(price) });
      }
      prices.add(price);
    }
  }
  return [...prices];
}

function readPrice({ node, key, log }: PriceNode): readonly PriceId[] {
  if (node.kind !== 'text') {
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed: ALLOWED });
    return [];
  }
  const price = node.value.trim();
  if (price === '')
    log.refuse({ node, key, code: 'EMPTY_VALUE', allowed: 'a price id', advice: FREE_ADVICE });
  else if (/[\s\p{Cc}]/u.test(node.value)) {
    const didYouMean = /\s/.test(price) ? undefined : price;
    log.refuse({ node, key, code: 'BAD_NAME', allowed: 'a price id without spaces', didYouMean });
  } else return [price];
  return [];
}
