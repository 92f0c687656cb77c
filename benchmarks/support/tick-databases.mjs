/** Databases of the tick's benchmark, used beside their stores: to make accounts due, to count, and to see how the due ones are found. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { selectDue, takeDue } from '../../packages/sdk/dist/store/accounts.js';
import { openPostgresStores } from '../../packages/sdk/dist/store/postgres/index.js';
import { postgres as postgresSql } from '../../packages/sdk/dist/store/postgres/postgres-sql.js';
import { sqlite as sqliteSql } from '../../packages/sdk/dist/store/schema.js';
import { openSqliteStores } from '../../packages/sdk/dist/store/sqlite/index.js';

const SQLITE_INDEX_ONLY =
  /^SEARCH accounts USING (?:COVERING )?INDEX accounts_due \(app=\? AND mode=\? AND due_at<\?\)$/;

/** Opens files in the folder, by name. */
export const openSqliteDatabase = (folder) => async (name) => {
  const file = join(folder, `${name}.sqlite`);
  const stores = await openSqliteStores(file);
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  return {
    stores,
    run: (statements) => database.exec(statements),
    count: (query) => database.prepare(query).get().count,
    explainDue(scope, wish) {
      const { sql, parameters } = selectDue(sqliteSql, scope, wish);
      const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
      const plan = steps.map(({ detail }) => detail).join('; ');
      return { plan, isIndexOnly: SQLITE_INDEX_ONLY.test(plan) };
    },
    close() {
      database.close();
      stores.close();
    },
  };
};

/** Opens databases of the server, by name. */
export const openPostgresDatabase = (postgres) => async (name) => {
  const url = await postgres.createDatabase(name);
  const stores = await openPostgresStores(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    stores,
    run: (statements) => client.query(statements),
    count: async (query) => Number((await client.query(query)).rows[0].count),
    async explainDue(scope, wish) {
      const { sql, parameters } = takeDue(postgresSql, scope, { ...wish, leaseMs: 1 });
      const { rows } = await client.query(`EXPLAIN ${sql}`, parameters);
      const plan = rows.map((row) => row['QUERY PLAN'].trim()).join('; ');
      return { plan, isIndexOnly: plan.includes('accounts_due') && !plan.includes('Seq Scan') };
    },
    async close() {
      await client.end();
      await stores.close();
    },
  };
};
