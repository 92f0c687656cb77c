import type { Executor } from './executor.js';
import { first } from './migrations/first.js';

/** Every migration, oldest first. */
const MIGRATIONS = [first];

/** Brings the schema up to date; safe to run at every boot and by several processes at once. */
export async function migrate(executor: Executor): Promise<void> {
  for (const migration of MIGRATIONS) await executor.migrate(migration);
}
