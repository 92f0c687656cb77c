/**
 * One page of a run: pulled, mapped, counted, written, and only then the cursor moves. A crash anywhere repeats the page, and nothing that a
 * page does is different the second time: records are found by their id, and the count by its key.
 */
import { MAX_BATCH_SIZE, type RefusedRecord, type RequestBudget } from '../../hubspot/index.js';
import { HsxError, isHsxError } from '../../kernel/hsx-error.js';
import { fieldsOf } from '../../kernel/fields.js';
import { MINUTE_MS } from '../../kernel/instant.js';
import type { CounterName } from '../../contract/app-types.js';
import type { AppParts } from '../app-parts.js';
import type { Ctx } from '../ctx.js';
import { withinTime } from '../within-time.js';
import type { SyncDefinition, SyncMoves } from './declare-sync.js';
import { mapRecords, type MappedRecords } from './map-records.js';
import { countPage, giveBack, limitOf, roomFor, type PageCount } from './record-count.js';
import type { SyncKey, SyncProgress } from './sync-runs.js';
import type { SyncPage } from './sync-source.js';
import { writeRecords } from './write-records.js';

/** Longest wait for one page of a source. */
const PULL_LIMIT_MS = MINUTE_MS;

/** The run that the page belongs to. */
export interface PageRun {
  readonly key: SyncKey;
  readonly sync: SyncDefinition;
  readonly moves: SyncMoves;
  readonly ctx: Ctx;
  readonly budget: RequestBudget;
  readonly progress: SyncProgress;
  /** Keeps the progress and the turn. Throws {@link turnLost}. */
  keep(progress: SyncProgress): Promise<void>;
}

/** What the page did. */
export interface PageOutcome {
  readonly progress: SyncProgress;
  readonly isComplete: boolean;
  readonly refused: readonly RefusedRecord[];
}

/** Does one page, and keeps its progress. Throws what kept it from its end; the progress is then as it was. */
export async function runPage(parts: AppParts, run: PageRun): Promise<PageOutcome> {
  const { ctx, sync, progress } = run;
  // First of all: a portal that has removed the app costs the source nothing.
  await parts.hubspot.tokenSource.accessToken(run.key);
  const limitName = limitOf(ctx, sync);
  const limit =
    limitName === null
      ? MAX_BATCH_SIZE
      : await roomFor(ctx, limitName, { most: MAX_BATCH_SIZE, alreadyCounted: progress.pending ?? 0 });
  const page = await pull(run, limit);
  const mapped = mapRecords(page.records, run.moves);
  const written = await write(parts, run, { mapped, limitName });
  const refused = [...mapped.refused, ...written.refused];
  const { counts } = progress;
  const next: SyncProgress = {
    ...progress,
    batch: progress.batch + 1,
    cursor: page.nextCursor,
    pending: null,
    failures: 0,
    counts: {
      pulled: counts.pulled + page.records.length,
      written: counts.written + written.written,
      created: counts.created + written.created,
      skipped: counts.skipped + mapped.skipped,
      failed: counts.failed + refused.length,
    },
  };
  await run.keep(next);
  return { progress: next, isComplete: page.isComplete, refused };
}

async function write(
  parts: AppParts,
  run: PageRun,
  { mapped, limitName }: { readonly mapped: MappedRecords; readonly limitName: CounterName | null },
) {
  const { key, sync, moves, ctx, budget } = run;
  const amount = mapped.upserts.length;
  const count = limitName === null ? null : { limit: limitName, key: countKeyOf(run) };
  const bearer = amount === 0 ? '' : await parts.hubspot.tokenSource.accessToken(key);
  const former = run.progress.pending;
  const keepTurn = () => run.keep({ ...run.progress, pending: amount });
  if (amount > 0) await keepTurn();
  if (count) await countPage(ctx, count, { amount, former });
  try {
    const outcome = await writeRecords(parts, {
      portalId: key.portalId,
      objectType: sync.into,
      idProperty: moves.idProperty,
      records: mapped.upserts,
      bearer,
      budget,
      keepTurn,
    });
    if (count) await giveBack(ctx, count, amount - outcome.written);
    return outcome;
  } catch (error) {
    await giveBackRefused(ctx, count, { amount, error });
    throw error;
  }
}

/** HubSpot's refusal of the app says that nothing was written; any other error leaves that open, and the page is tried again. */
async function giveBackRefused(
  ctx: Ctx,
  count: PageCount | null,
  { amount, error }: { readonly amount: number; readonly error: unknown },
): Promise<void> {
  const isRefused = isHsxError(error, 'HUBSPOT_MISCONFIGURED') || isHsxError(error, 'INSTALL_REVOKED');
  if (count && isRefused) await giveBack(ctx, count, amount);
}

/** The same page of the same run counts once. */
function countKeyOf({ sync, progress }: PageRun): string {
  return `sync:${sync.id}:${progress.startedAt ?? 0}:${progress.batch}`;
}

async function pull(run: PageRun, limit: number): Promise<SyncPage<unknown>> {
  const { moves, ctx, progress } = run;
  const { source } = moves;
  const answer: unknown = await withinTime(
    { what: `A page of the source ${source.name}`, limitMs: PULL_LIMIT_MS },
    () => source.pull(ctx, { cursor: progress.cursor, limit }),
  );
  const { records, nextCursor = null, isComplete } = fieldsOf(answer);
  if (!Array.isArray(records) || typeof isComplete !== 'boolean')
    throw badPage(source.name, 'it is not { records, nextCursor, isComplete }');
  if (records.length > limit)
    throw badPage(source.name, `it holds ${records.length} records where ${limit} were asked for`);
  if (nextCursor !== null && typeof nextCursor !== 'string')
    throw badPage(source.name, 'its nextCursor is no text and not null');
  if (!isComplete && nextCursor === progress.cursor)
    throw badPage(source.name, 'it does not end the run and its nextCursor is the one it was asked for');
  return { records, nextCursor, isComplete };
}

function badPage(source: string, seen: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `A page of the source ${source} was refused: ${seen}.`,
    hint: 'Correct pull; the run goes on from the same cursor.',
  });
}
