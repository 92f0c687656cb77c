/**
 * What a plan costs, as it is wished for: `hs-x billing plans push` makes the prices and `plans check` compares them. What is charged is
 * always what the prices of `stripe_price` say, so nothing here ever decides about access.
 */
import type { PlanPriceConfig } from '../contract/app-config.js';
import type { ProblemLog } from './problem-log.js';
import { readTableList } from './read-table-list.js';
import { showText } from './show-value.js';
import { TableReader } from './table-reader.js';
import type { TomlNode } from './toml-tree.js';

type PriceReader = TableReader<'billing.plan.<name>.price'>;

/** The prices of one plan as they stand in the file. */
export interface PlanPriceSource {
  readonly node: TomlNode | undefined;
  /** Such as `billing.plan.team.price`. */
  readonly key: string;
  /** Which price of the file has a lookup key; shared by all plans. */
  readonly lookupKeys: Map<string, string>;
  readonly log: ProblemLog;
}

/** Stripe takes amounts of up to eight digits (stripe 23.1.0, `ChargeCreateParams.amount`, read 2026-11). */
const MAX_AMOUNT_MINOR = 99_999_999;
/** Stripe bills at least every three years (stripe 23.1.0, `PriceCreateParams.Recurring.interval_count`, read 2026-11). */
const MOST_INTERVALS = { month: 36, year: 3 } as const;
const REQUIRED = {
  amount_minor: 'the amount in the smallest unit of the currency, such as 4_900 for 49 dollars',
  currency: 'three lower-case letters, such as "usd"',
  interval: '"month" or "year"',
} as const;

/** Reads `[billing.plan.<name>.price]`, or every `[[billing.plan.<name>.price]]`; what is incomplete is reported and left out. */
export function readPlanPrices({ node, key, lookupKeys, log }: PlanPriceSource): readonly PlanPriceConfig[] {
  const name = 'billing.plan.<name>.price';
  const readers =
    node?.kind === 'table'
      ? [new TableReader({ name, path: key, table: node, log })]
      : readTableList({ node, key, name, log });
  const periods = new Map<string, string>();
  return readers.flatMap((reader) => {
    const price = readPrice(reader);
    if (price === null) return [];
    const period = `${price.currency} every ${price.interval_count} ${price.interval}`;
    reportTwice(reader, { seen: periods, value: period, word: 'interval', what: 'currency and interval' });
    if (price.lookup_key !== null)
      reportTwice(reader, {
        seen: lookupKeys,
        value: price.lookup_key,
        word: 'lookup_key',
        what: 'lookup key',
      });
    return [price];
  });
}

function readPrice(reader: PriceReader): PlanPriceConfig | null {
  const interval = reader.choice('interval', { choices: ['month', 'year'], fallback: 'month' });
  const price: PlanPriceConfig = {
    amount_minor: reader.integer('amount_minor', { min: 1, max: MAX_AMOUNT_MINOR, fallback: 0 }),
    currency:
      readPattern(reader, { word: 'currency', pattern: /^[a-z]{3}$/, allowed: REQUIRED.currency }) ?? '',
    interval,
    interval_count: reader.integer('interval_count', { min: 1, max: MOST_INTERVALS[interval], fallback: 1 }),
    lookup_key: readPattern(reader, {
      word: 'lookup_key',
      pattern: /^[\w.:-]{1,200}$/,
      allowed: 'a lookup key of 1 to 200 letters, digits and _ . : -',
    }),
  };
  const missing = (Object.keys(REQUIRED) as (keyof typeof REQUIRED)[]).filter(
    (word) => reader.node(word) === undefined,
  );
  for (const word of missing) reportMissing(reader, word);
  return missing.length > 0 || price.amount_minor === 0 || price.currency === '' ? null : price;
}

function readPattern(
  reader: PriceReader,
  text: { readonly word: 'currency' | 'lookup_key'; readonly pattern: RegExp; readonly allowed: string },
): string | null {
  const { word, pattern, allowed } = text;
  const node = reader.node(word);
  if (node === undefined) return null;
  if (node.kind === 'text' && pattern.test(node.value)) return node.value;
  const code = node.kind === 'text' ? 'UNKNOWN_VALUE' : 'WRONG_TYPE';
  const lower = node.kind === 'text' ? node.value.trim().toLowerCase() : '';
  const didYouMean = word === 'currency' && pattern.test(lower) ? lower : undefined;
  reader.log.refuse({ node, key: reader.keyOf(word), code, allowed, didYouMean });
  return null;
}

function reportMissing(reader: PriceReader, word: keyof typeof REQUIRED): void {
  const key = reader.keyOf(word);
  const message = `${key} is missing. Write ${REQUIRED[word]}.`;
  const offset = reader.table?.offset ?? 0;
  reader.log.report({ offset, key, code: 'MISSING_KEY', message, allowed: REQUIRED[word] });
}

function reportTwice(
  reader: PriceReader,
  once: {
    readonly seen: Map<string, string>;
    readonly value: string;
    readonly word: 'interval' | 'lookup_key';
    readonly what: string;
  },
): void {
  const { seen, value, word, what } = once;
  const owner = seen.get(value);
  seen.set(value, owner ?? reader.path);
  if (owner === undefined) return;
  const key = reader.keyOf(word);
  const message = `${reader.path} has the ${what} ${showText(value)}, which ${owner} has already. Change or remove one.`;
  const offset = reader.node(word)?.offset ?? reader.table?.offset ?? 0;
  reader.log.report({ offset, key, code: 'DUPLICATE_VALUE', message, seen: showText(value) });
}
