import { countPhrase } from '../format/count-phrase.js';
import { integer, words, type FieldReader } from './field-reader.js';

/** How many of a kind. */
export interface KindCount {
  /** One of them, in the singular: `sync`. */
  readonly kind: string;
  readonly count: number;
}

/** Reads a {@link KindCount}. */
export const kindCount: FieldReader<KindCount> = {
  expects: '{ kind: text, count: a whole number }',
  read: (value, app) => {
    if (!isRecord(value)) return null;
    const kind = words.read(value.kind, app);
    const count = integer.read(value.count, app);
    return kind === null || kind === '' || count === null || count < 0 ? null : { kind, count };
  },
  show: ({ kind, count }) => countPhrase(count, kind),
};

/** How much of something was used. */
export interface UsageLine {
  readonly label: string;
  readonly used: number;
  /** What the plan includes; -1 or left out: no limit. */
  readonly limit?: number;
}

/** Reads a {@link UsageLine}. */
export const usageLine: FieldReader<UsageLine> = {
  expects: '{ label: text, used: a whole number, limit?: a whole number }',
  read: (value, app) => {
    if (!isRecord(value)) return null;
    const label = words.read(value.label, app);
    const used = integer.read(value.used, app);
    if (label === null || label === '' || used === null) return null;
    if (value.limit === undefined || value.limit === null) return { label, used };
    const limit = integer.read(value.limit, app);
    return limit === null ? null : { label, used, limit };
  },
  show: showUsage,
};

/** `Contacts synced: 8,214 of 10,000` */
function showUsage({ label, used, limit }: UsageLine): string {
  return `${label}: ${usagePhrase({ used, ...(limit === undefined ? {} : { limit }) })}`;
}

/** `8,214 of 10,000`, or the number alone when there is no limit. */
export function usagePhrase({
  used,
  limit = -1,
}: {
  readonly used: number;
  readonly limit?: number;
}): string {
  const usedText = used.toLocaleString('en-US');
  return limit < 0 ? usedText : `${usedText} of ${limit.toLocaleString('en-US')}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
