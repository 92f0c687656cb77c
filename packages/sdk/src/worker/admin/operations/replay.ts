import type { AdminAnswer, AdminRequest } from '../../../contract/admin/admin-operations.js';
import { HsxError } from '../../../kernel/hsx-error.js';
import type { AppParts } from '../../app-parts.js';
import { readLine } from '../read-request.js';
import type { StoredEvent } from '../admin-store.js';

/**
 * Opens a stored webhook, or all dead ones, for another run: the app's next tick works them off with all their tries. Nothing runs here, since
 * beside a database none of the author's handlers are.
 */
export async function replay(
  { engine, adminStore }: AppParts,
  request: AdminRequest<'replay'>,
): Promise<AdminAnswer<'replay'>> {
  const { scope, clock } = engine;
  const wish =
    'eventId' in request ? { eventId: readLine(request.eventId, { name: 'eventId', longest: 255 }) } : 'dead';
  const events = await adminStore.events(scope, wish);
  if (wish !== 'dead') refuseUnplayable(wish.eventId, events);
  const playable = events.filter(({ hasBody }) => hasBody).map(({ eventId }) => eventId);
  const now = clock.now();
  await adminStore.reopen(scope, { eventIds: playable, now });
  const keys = playable.map((eventId) => `dead-letter:${eventId}`);
  if (keys.length > 0) await engine.alerts.store.resolve(scope, { keys, actor: 'replay', at: now });
  return { events: events.map(answerOf) };
}

function answerOf({ eventId, type, hasBody }: StoredEvent): AdminAnswer<'replay'>['events'][number] {
  return hasBody
    ? { eventId, type, outcome: 'queued', reason: null }
    : { eventId, type, outcome: 'failed', reason: 'its body was dropped after 30 days' };
}

function refuseUnplayable(eventId: string, [event]: readonly StoredEvent[]): void {
  if (!event) {
    throw new HsxError({
      code: 'NOT_FOUND',
      message: `No webhook ${eventId} was stored.`,
      hint: 'Take the id from an alert or the log; `hs-x billing replay --dead` runs all that failed.',
    });
  }
  if (event.hasBody) return;
  throw new HsxError({
    code: 'CONFLICT',
    message: `The body of webhook ${eventId} was dropped 30 days after it came; it cannot run again.`,
    hint: 'Run `hs-x billing sync <portal>`: it reads what the webhook was a hint of.',
  });
}
