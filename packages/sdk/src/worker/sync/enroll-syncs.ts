/**
 * Gives every portal that has the app its turns. An install enrolls its portal at once; all portals are gone through when a deploy brings another
 * set of syncs, and once a day, since a process can die between an install and its enrolment.
 */
import type { PortalId } from '../../kernel/ids.js';
import { DAY_MS, MINUTE_MS, type Instant } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import { LONGEST_WAIT_MS } from './turn-end.js';

const STATE_KEY = 'hsx:syncs';
const PAGE = 500;
/** A clock that jumps back by less is one that is being adjusted. */
const JUMP_MS = MINUTE_MS;

interface Sweep {
  readonly syncIds: readonly string[];
  readonly at: Instant;
}

/** Gives the portal its turns now; called once its install is committed. */
export async function enrollPortal(parts: AppParts, portalId: PortalId): Promise<void> {
  const { engine, syncRuns, definition } = parts;
  const syncIds = definition.syncs.map((sync) => sync.id);
  await syncRuns.enroll(engine.scope, { portalIds: [portalId], syncIds, now: engine.clock.now() });
}

/** Makes the work of one tick; it costs nothing until the next day. */
export function createSyncEnrolment(parts: AppParts): () => Promise<void> {
  let sweptAt: Instant | null = null;
  let lastSeenAt: Instant | null = null;
  return async () => {
    const now = parts.engine.clock.now();
    const isFirst = lastSeenAt === null;
    const isPutBack = lastSeenAt !== null && now < lastSeenAt - JUMP_MS;
    if (isFirst || isPutBack) await hasten(parts, now);
    if (sweptAt === null || isPutBack || now >= sweptAt + DAY_MS) sweptAt = await sweepOnce(parts, now);
    lastSeenAt = now;
  };
}

/** A turn that was set by a clock ahead of this one would come too late. */
async function hasten({ engine, syncRuns, definition }: AppParts, now: Instant): Promise<void> {
  for (const { id: syncId, scheduleMs } of definition.syncs) {
    const dueAfter = now + Math.max(scheduleMs, LONGEST_WAIT_MS);
    await syncRuns.hasten(engine.scope, { syncId, dueAfter, now });
  }
}

/** Goes through all portals unless it was done for these syncs within a day; answers when it was. */
async function sweepOnce(parts: AppParts, now: Instant): Promise<Instant> {
  const { engine, kv, definition } = parts;
  const syncIds = definition.syncs.map((sync) => sync.id);
  const last = (await kv.get(engine.scope, { key: STATE_KEY, now })) as Sweep | null;
  const isSame = last?.syncIds.join() === syncIds.join();
  if (last && isSame && last.at <= now && now < last.at + DAY_MS) return last.at;
  let after: PortalId | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof engine.store.scan>> = await engine.store.scan(engine.scope, {
      after,
      limit: PAGE,
    });
    const installed = page.filter(({ install }) => install?.uninstalledAt === null);
    const portalIds = installed.map(({ key }) => key.portalId);
    await parts.syncRuns.enroll(engine.scope, { portalIds, syncIds, now });
    after = page.at(-1)?.key.portalId ?? null;
    if (page.length < PAGE) break;
  }
  await kv.put(engine.scope, { key: STATE_KEY, value: { syncIds, at: now }, expiresAt: null });
  return now;
}
