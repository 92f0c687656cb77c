import { invalidRequest, resourceMissing } from './failure.js';
import type { RangeFilter } from './param-record.js';

/** A page of objects. */
export interface StripeList<T> {
  readonly object: 'list';
  readonly url: string;
  readonly has_more: boolean;
  readonly data: readonly T[];
}

/** The cursor parameters of a list request. */
export interface PageRequest {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}

/** Wraps a complete short list, as embedded in another object. */
export function wholeList<T>(url: string, data: readonly T[]): StripeList<T> {
  return { object: 'list', url, has_more: false, data };
}

/**
 * Cuts one page out of `newestFirst`. Default limit 10; an unknown cursor is refused as a missing `noun`.
 */
export function pageOf<T extends { readonly id: string }>(
  newestFirst: readonly T[],
  page: PageRequest,
  list: { readonly url: string; readonly noun: string },
): StripeList<T> {
  const limit = page.limit ?? 10;
  if (page.starting_after !== undefined && page.ending_before !== undefined) {
    throw invalidRequest('You may only pass one of these parameters: starting_after, ending_before.', {
      code: 'parameters_exclusive',
    });
  }
  if (page.ending_before !== undefined) {
    const before = indexOf(newestFirst, page.ending_before, { noun: list.noun, param: 'ending_before' });
    const start = Math.max(before - limit, 0);
    return { object: 'list', url: list.url, has_more: start > 0, data: newestFirst.slice(start, before) };
  }
  const start =
    page.starting_after === undefined
      ? 0
      : indexOf(newestFirst, page.starting_after, { noun: list.noun, param: 'starting_after' }) + 1;
  const data = newestFirst.slice(start, start + limit);
  return { object: 'list', url: list.url, has_more: start + limit < newestFirst.length, data };
}

/** The values of a store, newest first (stores keep the order of creation). */
export function newestFirst<T>(store: ReadonlyMap<string, T>): T[] {
  return [...store.values()].reverse();
}

/** Whether a value lies within a list filter; no filter lets everything through. */
export function isWithin(value: number, filter: RangeFilter | undefined): boolean {
  if (filter === undefined) return true;
  return (
    (filter.gt === undefined || value > filter.gt) &&
    (filter.gte === undefined || value >= filter.gte) &&
    (filter.lt === undefined || value < filter.lt) &&
    (filter.lte === undefined || value <= filter.lte)
  );
}

function indexOf(
  items: readonly { readonly id: string }[],
  id: string,
  cursor: { readonly noun: string; readonly param: string },
): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw resourceMissing({ noun: cursor.noun, id, param: cursor.param });
  return index;
}
