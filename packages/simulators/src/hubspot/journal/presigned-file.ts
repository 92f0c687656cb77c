/** The files of the journal lie at addresses that need no token and stop working soon. */
import { createHmac, timingSafeEqual } from 'node:crypto';

import type { HubspotEngine } from '../hubspot-state.js';
import type { JournalEntry } from './journal-entry.js';

/** How long an address works. HubSpot only says when: `expiresAt`. */
const LIVES_FOR_MS = 10 * 60 * 1000;

/** Where an entry can be fetched, as the journal answers it. */
export interface JournalPointer {
  readonly url: string;
  readonly expiresAt: string;
  readonly currentOffset: string;
}

/** Signs the address of an entry's file. */
export function pointerTo(engine: HubspotEngine, { offset }: JournalEntry): JournalPointer {
  const expires = engine.clock.now() + LIVES_FOR_MS;
  const signature = sign(engine, offset, String(expires));
  return {
    url: `${engine.origin()}/webhooks-journal-files/${offset}?expires=${expires}&signature=${signature}`,
    expiresAt: new Date(expires).toISOString(),
    currentOffset: offset,
  };
}

/** Whether an address was signed here and still works. */
export function isPointerValid(
  engine: HubspotEngine,
  pointer: { readonly offset: string; readonly expires: string; readonly signature: string },
): boolean {
  const expected = Buffer.from(sign(engine, pointer.offset, pointer.expires));
  const given = Buffer.from(pointer.signature);
  const isSigned = expected.length === given.length && timingSafeEqual(expected, given);
  return isSigned && Number(pointer.expires) > engine.clock.now();
}

function sign(engine: HubspotEngine, offset: string, expires: string): string {
  return createHmac('sha256', engine.journalKey).update(`${offset}.${expires}`).digest('hex');
}
