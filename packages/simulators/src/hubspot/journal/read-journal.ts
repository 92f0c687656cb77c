import type { HubspotEngine } from '../hubspot-state.js';
import type { JournalEntry } from './journal-entry.js';

/** How long the journal keeps its files: three days (facts 2.2, read 2026-11-20). */
const RETENTION_MS = 3 * 24 * 60 * 60 * 1000;

/** Whose files are read. */
export interface JournalReader {
  readonly appId: number;
  /** Only files with events of this portal. Default: all. */
  readonly portalId?: number;
}

/** The files still kept, oldest first. */
export function keptEntries(engine: HubspotEngine, reader: JournalReader): readonly JournalEntry[] {
  const oldestAt = engine.clock.now() - RETENTION_MS;
  return engine.state.journal.filter(
    (entry) =>
      entry.appId === reader.appId &&
      entry.publishedAt > oldestAt &&
      (reader.portalId === undefined || entry.events.some((event) => event.portalId === reader.portalId)),
  );
}

/**
 * The files after an offset, oldest first; undefined when the journal never had that offset. What fell out of the journal in
 * between is skipped without a word: an app that was away too long does not learn it here.
 */
export function entriesAfter(
  engine: HubspotEngine,
  reader: JournalReader,
  offset: string,
): readonly JournalEntry[] | undefined {
  const { journal } = engine.state;
  const index = journal.findIndex((entry) => entry.offset === offset && entry.appId === reader.appId);
  if (index < 0) return undefined;
  const later = new Set(journal.slice(index + 1));
  return keptEntries(engine, reader).filter((entry) => later.has(entry));
}
