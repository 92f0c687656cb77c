/** The author's `cron.daily` handlers: each has its turn whatever the others do, and what billing could not be asked about waits for a second one. */
import { isPaymentError } from '../billing/payment-errors.js';
import type { PortalId } from '../kernel/ids.js';
import { HOUR_MS } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';
import { forEachPortal, isBillingOutage } from './for-each-portal.js';
import { makeAppCtx } from './make-ctx.js';
import type { CronDailyEvent } from './trigger-events.js';
import { withinTime } from './within-time.js';

/** A day's work may take its time, but the next day's must come. */
const CRON_LIMIT = { what: 'A handler of cron.daily', limitMs: HOUR_MS };

/** A handler that waits for another turn the same day, and for which portals; null: for all. */
export interface WaitingHandler {
  /** Its place in the order of declaration. */
  readonly handler: number;
  readonly portals: readonly PortalId[] | null;
}

/** Every handler, for every portal. */
export function wholeDay({ definition }: AppParts): readonly WaitingHandler[] {
  return definition.triggers['cron.daily'].map((_handler, handler) => ({ handler, portals: null }));
}

/** Runs the handlers named; answers those that must have another turn. One that fails is logged and keeps no other from its turn. */
export async function runCron(
  parts: AppParts,
  event: CronDailyEvent,
  turns: readonly WaitingHandler[],
): Promise<readonly WaitingHandler[]> {
  const waiting: WaitingHandler[] = [];
  for (const turn of turns) {
    const again = await runHandler(parts, event, turn);
    if (again) waiting.push(again);
  }
  return waiting;
}

async function runHandler(
  parts: AppParts,
  event: CronDailyEvent,
  turn: WaitingHandler,
): Promise<WaitingHandler | null> {
  const run = parts.definition.triggers['cron.daily'][turn.handler];
  if (!run) return null; // the day’s second turn belongs to another deploy
  const logger = parts.engine.logger.with({ trigger: 'cron.daily' });
  const deferred = new Set<PortalId>();
  const ctx = {
    ...makeAppCtx(parts, logger),
    event,
    forEachPortal: async (work: Parameters<typeof forEachPortal>[1]['run']) => {
      const only = turn.portals && new Set(turn.portals);
      const { deferredPortals, ...counts } = await forEachPortal(parts, { logger, only, run: work });
      for (const portalId of deferredPortals) deferred.add(portalId);
      logger.log('info', 'cron.daily went through the portals', { ...counts });
      return counts;
    },
  };
  try {
    await withinTime(CRON_LIMIT, () => run(ctx));
    return deferred.size === 0 ? null : { handler: turn.handler, portals: [...deferred] };
  } catch (error) {
    if (isBillingOutage(error)) {
      logger.log('warn', 'cron.daily handler put off', { error });
      return turn;
    }
    if (isPaymentError(error))
      logger.log('info', 'cron.daily handler skipped: not paid', { code: error.code });
    else logger.log('error', 'cron.daily handler failed', { error });
    return deferred.size === 0 ? null : { handler: turn.handler, portals: [...deferred] };
  }
}
