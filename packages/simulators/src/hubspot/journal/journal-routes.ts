/** The Webhooks Journal: a feed of files to pull, the only place where HubSpot tells of installs and uninstalls. */
import { Hono, type Context } from 'hono';

import { apiError } from '../api-error.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { authenticateApp } from './authenticate-app.js';
import type { JournalEntry } from './journal-entry.js';
import { isPointerValid, pointerTo } from './presigned-file.js';
import { entriesAfter, keptEntries, type JournalReader } from './read-journal.js';

const SCOPE = 'developer.webhooks_journal.read';

/** Most files of one batch call (facts 2.2, read 2026-11-20). */
const MAX_BATCH = 100;

/** Both variants of the journal have the same routes; here they read the same files. */
const PATHS = ['/webhooks-journal/journal/2026-03', '/webhooks-journal/journal-local/2026-03'] as const;

type Select = (reader: JournalReader) => readonly JournalEntry[] | undefined;

/** Reading by place: earliest, latest, the next after an offset, the next hundred; and the files themselves. */
export function createJournalRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  for (const path of PATHS) {
    routes.get(`${path}/earliest`, (c) => answerOne(engine, c, (reader) => keptEntries(engine, reader)));
    routes.get(`${path}/latest`, (c) =>
      answerOne(engine, c, (reader) => keptEntries(engine, reader).slice(-1)),
    );
    routes.get(`${path}/offset/:offset/next`, (c) =>
      answerOne(engine, c, (reader) => entriesAfter(engine, reader, c.req.param('offset'))),
    );
    routes.get(`${path}/batch/:offset/next/:count`, (c) => {
      const { offset, count } = c.req.param();
      return answerBatch(engine, c, {
        count: Math.min(Math.max(Number(count) || 0, 0), MAX_BATCH),
        select: (reader) => entriesAfter(engine, reader, offset),
      });
    });
  }
  routes.get('/webhooks-journal-files/:offset', (c) => answerFile(engine, c));
  return routes;
}

function answerOne(engine: HubspotEngine, c: Context, select: Select): Response {
  const entries = read(engine, c, select);
  if (entries instanceof Response) return entries;
  const [first] = entries;
  return first === undefined ? c.body(null, 204) : c.json(pointerTo(engine, first));
}

function answerBatch(
  engine: HubspotEngine,
  c: Context,
  batch: { readonly count: number; readonly select: Select },
): Response {
  const entries = read(engine, c, batch.select);
  if (entries instanceof Response) return entries;
  const results = entries.slice(0, batch.count).map((entry) => pointerTo(engine, entry));
  return results.length === 0 ? c.body(null, 204) : c.json({ results });
}

function read(engine: HubspotEngine, c: Context, select: Select): readonly JournalEntry[] | Response {
  const caller = authenticateApp(engine, c, SCOPE);
  if (caller instanceof Response) return caller;
  const portalId = c.req.query('installPortalId');
  const portal = portalId === undefined ? {} : { portalId: Number(portalId) };
  return (
    select({ ...caller, ...portal }) ??
    apiError(engine, { httpStatus: 404, message: 'The journal has no such offset.' })
  );
}

/** A file needs no token: whoever holds its address may read it until it expires. */
function answerFile(engine: HubspotEngine, c: Context): Response {
  const offset = c.req.param('offset') ?? '';
  const { expires = '', signature = '' } = c.req.query();
  const entry = engine.state.journal.find((one) => one.offset === offset);
  if (entry === undefined || !isPointerValid(engine, { offset, expires, signature })) {
    return c.text('Request has expired or its signature is wrong.', 403);
  }
  return c.json({
    offset: entry.offset,
    journalEvents: entry.events,
    publishedAt: new Date(entry.publishedAt).toISOString(),
  });
}
