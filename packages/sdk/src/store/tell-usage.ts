import { sql as raw, type CompiledQuery } from 'kysely';
import type { Effect } from '../billing/decision.js';
import type { UsageCount, UsageTelling } from '../billing/ports/usage-ledger.js';
import type { Sql } from './schema.js';

/** Where the count stands in an effect's text until the database fills it in; JSON writes the sign with an escape, and nothing else holds it. */
const USED_MARK = '\u0000used';

/**
 * Puts the effect into the outbox when the counter stands at the mark or above: a step after the counter's, in the same atomic write. The count is put
 * into the text by the database, which alone knows it.
 */
export function tellUsage(db: Sql, count: UsageCount, telling: UsageTelling): CompiledQuery {
  const [head, tail] = splitAtUsed(telling.effect);
  const createdAt = raw<number>`CAST(${count.now} AS BIGINT)`;
  const row = selectReached(db, count, telling).select([
    'app',
    'mode',
    raw<string>`CAST(${telling.effect.key} AS TEXT)`.as('key'),
    'portal_id',
    raw<string>`CAST(${head} AS TEXT) || CAST(used AS TEXT) || CAST(${tail} AS TEXT)`.as('effect'),
    createdAt.as('created_at'),
    raw<string>`'open'`.as('state'),
    raw<number>`0`.as('attempts'),
    createdAt.as('next_attempt_at'),
  ]);
  return db
    .insertInto('outbox')
    .columns([
      'app',
      'mode',
      'key',
      'portal_id',
      'effect',
      'created_at',
      'state',
      'attempts',
      'next_attempt_at',
    ])
    .expression(row)
    .onConflict((conflict) => conflict.doNothing())
    .compile();
}

/** The counter's row when it stands there and nothing more was said yet; otherwise no row. */
function selectReached(db: Sql, count: UsageCount, { from, unlessTold }: UsageTelling) {
  const { key, limit, window } = count;
  const reached = db
    .selectFrom('usage_windows')
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .where('limit_name', '=', limit)
    .where('window_start', '=', window.startsAt)
    .where('used', '>=', from);
  if (unlessTold === null) return reached;
  return reached.where((where) => where.not(where.exists(selectTold(db, count, unlessTold))));
}

function selectTold(db: Sql, { key }: UsageCount, effectKey: string) {
  return db
    .selectFrom('outbox')
    .select('outbox.key')
    .where('outbox.app', '=', key.app)
    .where('outbox.mode', '=', key.mode)
    .where('outbox.key', '=', effectKey);
}

function splitAtUsed(effect: Effect): readonly [string, string] {
  const text = JSON.stringify(effect, (name, value: unknown) => (name === 'used' ? USED_MARK : value));
  const [head = '', tail = ''] = text.split(JSON.stringify(USED_MARK));
  return [head, tail];
}
