import { MIGRATIONS } from '../migrate.js';
import { BOOKKEEPING } from './d1-schema.js';

/** A migration as `wrangler d1 migrations apply` takes it. */
export interface D1MigrationFile {
  /** Such as `0001-first.sql`; the names' order is the order to apply them in. */
  readonly name: string;
  readonly sql: string;
}

/**
 * The schema as files for `wrangler d1 migrations apply`, to be applied before the version of the app that needs them is deployed; the app
 * finds them done then. An app without them brings its schema up to date by itself. Use one of the two ways for a database, not both.
 */
export const d1MigrationFiles: readonly D1MigrationFile[] = MIGRATIONS.map(({ id, statements }) => {
  const all = [...BOOKKEEPING, ...statements, `INSERT INTO migrations (id) VALUES ('${id}')`];
  return { name: `${id}.sql`, sql: all.map((statement) => `${statement};\n`).join('') };
});
