/**
 * Compiles a query about one account once and answers it with other keys from then on: on the path of every request, building a query costs
 * more than running it.
 */
import type { CompiledQuery } from 'kysely';
import type { AccountKey } from '../kernel/ids.js';

/** Stands where a part of the key will be; nobody's app or portal is named so. */
const PLACES: AccountKey = { app: '\u0000app', mode: '\u0000mode' as 'test', portalId: '\u0000portal' };

/** Makes a function that gives the query for a key; `build` must use each part of the key as a parameter and nothing else of it. */
export function compileOnce<Row>(
  build: (key: AccountKey) => CompiledQuery<Row>,
): (key: AccountKey) => CompiledQuery<Row> {
  const compiled = build(PLACES);
  const fillIn = compiled.parameters.map((parameter) => (key: AccountKey) => {
    if (parameter === PLACES.app) return key.app;
    if (parameter === PLACES.mode) return key.mode;
    return parameter === PLACES.portalId ? key.portalId : parameter;
  });
  return (key) => ({ ...compiled, parameters: fillIn.map((valueOf) => valueOf(key)) });
}
