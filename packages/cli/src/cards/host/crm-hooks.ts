/** HubSpot's hooks about CRM data, as far as the page has any: the record on screen, and no other. */
import { useEffect, useState } from 'react';
import { useExtensionContext } from './extension-api.js';
import type { PageContext } from './page-context.js';

const refetch = (): Promise<void> => Promise.resolve();
const LOADED = { error: null, isLoading: false, isRefetching: false, refetch };
const ONE_PAGE = {
  hasNextPage: false,
  hasPreviousPage: false,
  currentPage: 1,
  pageSize: 100,
  nextPage: () => undefined,
  previousPage: () => undefined,
  reset: () => undefined,
};

/** Nothing was found, and that at once. */
function useNothing() {
  useExtensionContext();
  return { ...LOADED, results: [], total: 0, pagination: ONE_PAGE };
}

/** HubSpot's hook of the same name: a value that follows `value` once it has been still for a while. */
export function useDebounce<Value>(value: Value, delayMs = 300): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}

/** The hooks of `@hubspot/ui-extensions/crm`. */
export function createCrmHooks({ record }: PageContext) {
  return {
    useCrmProperties: (names: readonly string[]) => ({
      ...LOADED,
      properties: Object.fromEntries(names.map((name) => [name, record.properties[name] ?? null])),
    }),
    useAssociations: useNothing,
    useCrmSearch: useNothing,
  };
}
