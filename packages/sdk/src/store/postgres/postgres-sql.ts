import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { createSql } from '../schema.js';

/** For PostgreSQL, where many connections write at once. Apart from the schema, so that no other store's bundle holds its compiler. */
export const postgres = createSql(
  {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  { hasRowLocks: true },
);
