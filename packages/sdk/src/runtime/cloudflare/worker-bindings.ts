/** What a Worker is bound to, described by what is used of it, so that an app needs no types of Cloudflare's to compile. */
import { HsxError } from '../../kernel/hsx-error.js';
import type { D1Database } from '../../store/d1/d1-database.js';
import type { Environment } from '../../worker/env.js';

/** A queue's producer binding; `Queue` of `@cloudflare/workers-types` fits. */
export interface QueueProducer {
  sendBatch(messages: Iterable<{ readonly body: unknown }>): Promise<unknown>;
}

/** The bindings of an app: these two, and every variable and secret as a text of its own name. */
export interface WorkerBindings {
  /** The app's database. */
  readonly DB?: D1Database;
  /** With a queue, each job runs in an invocation of its own, with time and limits of its own. */
  readonly HSX_QUEUE?: QueueProducer;
}

/** Variables and secrets: every binding that is a text. */
export function environmentOf(bindings: object): Environment {
  return Object.fromEntries(
    Object.entries(bindings).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The app's database. Throws ENVIRONMENT_INVALID when the Worker is bound to none. */
export function databaseOf({ DB }: WorkerBindings): D1Database {
  if (DB) return DB;
  throw new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: 'The app cannot start: the Worker has no D1 database bound as DB.',
    hint: 'Add it to wrangler’s configuration under d1_databases, with "binding": "DB".',
  });
}
