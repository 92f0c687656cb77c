/** Connections to PostgreSQL through `pg`. A server that restarts ends idle ones, too: nobody waits for those, so their errors are only let go. */
import { Pool, types, type CustomTypesConfig, type PoolClient } from 'pg';
import { HsxError } from '../../kernel/hsx-error.js';
import { SECOND_MS } from '../../kernel/instant.js';
import { readText } from './postgres-text.js';

/** How the connections behave. */
export interface PostgresOptions {
  /** Connections one process holds at most. Default 10; all processes together must stay below the server's `max_connections`. */
  readonly maxConnections?: number;
  /** How long the server works on one statement, waits for locks included. Default 10 s. */
  readonly statementTimeoutMs?: number;
  /** How long a caller waits for a connection before it is told that there is none. Default 5 s. */
  readonly connectTimeoutMs?: number;
  /** Lets the server refuse every write. Default false. */
  readonly isReadOnly?: boolean;
}

/** Past the statement's own time, nothing more is to be expected of the connection: the network has swallowed it. */
const NETWORK_GRACE_MS = 5 * SECOND_MS;
/** The types of `BIGINT` and of `count(*)` (PostgreSQL's catalogue, pg_type.dat). */
const INT8 = types.builtins.INT8;

/** Opens no connection yet. Throws STORE_UNAVAILABLE when the address is none. */
export function createPool(url: string, options: PostgresOptions = {}): Pool {
  const { maxConnections = 10, isReadOnly = false } = options;
  const { statementTimeoutMs = 10 * SECOND_MS, connectTimeoutMs = 5 * SECOND_MS } = options;
  checkAddress(url);
  const pool = new Pool({
    connectionString: url,
    application_name: 'hs-x',
    ...(isReadOnly ? { options: '-c default_transaction_read_only=on' } : {}),
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + NETWORK_GRACE_MS,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    pipeline: true,
    types: TYPES,
  });
  pool.on('error', ignore);
  // A connection in use may die between two statements; what is asked of it next fails and says so.
  pool.on('connect', (client: PoolClient) => void client.on('error', ignore));
  return pool;
}

/** An address may hold a password: neither it nor an error of whoever reads it is passed on. */
function checkAddress(url: string): void {
  try {
    const { username, password, pathname } = new URL(url);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
  } catch {
    throw new HsxError({
      code: 'STORE_UNAVAILABLE',
      message: 'The address of the PostgreSQL database cannot be read.',
      hint: 'It has the form postgres://user:password@host:5432/database; percent-encode what is special in the password.',
    });
  }
}

function ignore(): void {
  // Whoever uses the connection next has the error.
}

const TYPES: CustomTypesConfig = {
  getTypeParser(type, format) {
    if (type === INT8) return readInteger;
    return type === types.builtins.TEXT ? readText : (types.getTypeParser(type, format) as unknown);
  },
};

/** Our instants and counts are far below; anything above would be another number as JavaScript reads it. */
function readInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: 'The PostgreSQL database answered a whole number beyond 2^53.',
    hint: 'HS-X writes none; look for what else writes to its tables.',
  });
}
